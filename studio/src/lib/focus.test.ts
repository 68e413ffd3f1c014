// @vitest-environment happy-dom
import { afterEach, expect, test } from "vitest";
import { goOnAt } from "./focus";

afterEach(() => document.body.replaceChildren());

const at = (id: string) => document.getElementById(id);

test("the focus goes on at the field, from the page and from what stands beside it", () => {
  document.body.innerHTML = '<button id="send"></button><textarea id="field"></textarea>';
  goOnAt(at("field"));
  expect(document.activeElement?.id).toBe("field");
  at("send")?.focus();
  goOnAt(at("field"));
  expect(document.activeElement?.id).toBe("field");
});

test("a menu that was opened meanwhile keeps it, and stays open by that", () => {
  document.body.innerHTML = '<textarea id="field"></textarea><div popover="manual"><button id="item"></button></div>';
  at("item")?.focus();
  goOnAt(at("field"));
  expect(document.activeElement?.id).toBe("item");
});

test("within one sheet both are at home", () => {
  document.body.innerHTML = '<div role="dialog"><button id="send"></button><textarea id="field"></textarea></div>';
  at("send")?.focus();
  goOnAt(at("field"));
  expect(document.activeElement?.id).toBe("field");
});
