import { expect, test } from "vitest";
import type { Present } from "@/api/types";
import { byPerson, initials, lookOf } from "./look";

test("initials are of the first and the last name", () => {
  expect(["Anna Lind", "anna", "Ada Maria Weber", "Ö Ä"].map(initials)).toEqual(["AL", "A", "AW", "ÖÄ"]);
});

test("a person keeps one look, and tabs of one person are one", () => {
  expect(lookOf("a")).toBe(lookOf("a"));
  const tab = (id: string, tab: string): Present => ({ user: { id, name: id }, tab, node: null, field: null, seen_at: "", me: false });
  expect(byPerson([tab("a", "1"), tab("b", "2"), tab("a", "3")]).map((one) => [one.id, one.tabs.length])).toEqual([["a", 2], ["b", 1]]);
});
