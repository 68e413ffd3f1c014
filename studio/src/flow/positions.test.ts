import { expect, test } from "vitest";
import type { Finding } from "./types";
import { spotsOf, unitsOf } from "./positions";

const finding = (field: string, start: number, end: number): Finding => ({ code: "FR031", severity: "error", node: "n", field, position: { start, end }, cause: "why", mend: "how" });

test("a character outside the basic plane counts as two units", () => {
  expect(unitsOf("🦀 ab", 2)).toBe(3);
  expect(unitsOf("ab", 9)).toBe(2);
});

test("a finding lies where it was found, also when its hole is not shown", () => {
  expect(spotsOf([finding("/config/text", 5, 7)], "/config/text", "🦀 {{ kx }}")).toEqual([{ from: 6, to: 8, cause: "why", isError: true }]);
  expect(spotsOf([finding("/config/text", 3, 5)], "/config/text", "{{ kx }}", 3)).toEqual([{ from: 0, to: 2, cause: "why", isError: true }]);
});

test("findings of other fields and without a place are not drawn", () => {
  expect(spotsOf([finding("/config/other", 0, 1)], "/config/text", "abc")).toEqual([]);
  const { position: _gone, ...bare } = finding("/config/text", 0, 1);
  expect(spotsOf([bare], "/config/text", "abc")).toEqual([]);
});
