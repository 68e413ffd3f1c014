import { expect, test } from "vitest";
import { knownSearch } from "./search";

test("what the desk does not know is dropped from its address, the rest stays", () => {
  expect(knownSearch({ status: "zzz", priority: "P9", sort: "name", q: "vpn", mine: true })).toEqual({ q: "vpn", mine: true });
});

test("what it knows stays as it is", () => {
  const all = { status: "pending", priority: "P2", sort: "-updated_at", q: "vpn" };
  expect(knownSearch(all)).toEqual(all);
});
