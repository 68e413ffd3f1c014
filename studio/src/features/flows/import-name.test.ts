import { expect, test } from "vitest";
import { importName } from "./import-name";

test("an export of ours keeps its name, whatever its file is called", () => {
  expect(importName(JSON.stringify({ format: "flowright-bundle/1", flow: { name: "it-helpdesk" } }), "Copy (2).json")).toBe("it-helpdesk");
  expect(importName(JSON.stringify({ format: "flowright/1", name: "orders" }), "flow.json")).toBe("orders");
});

test("another document is called like its file", () => {
  expect(importName("kind: app", "My Orders.yml")).toBe("my-orders");
  expect(importName(JSON.stringify({ format: "flowright-bundle/1" }), "Orders.json")).toBe("orders");
  expect(importName("null", "Orders.json")).toBe("orders");
});
