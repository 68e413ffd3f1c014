import { expect, test } from "vitest";
import type { KeptPoint } from "@/api/restore-points";
import type { RestorePoint } from "@/editor/restore-points";
import { allPoints } from "./all-points";

const at = (minute: number) => `2026-01-05T10:${minute}:00Z`;
const kept = (id: string, minute: number, more: Partial<KeptPoint> = {}): KeptPoint => ({ id, label: "tidy up", at: at(minute), author: { id: "u1", name: "Ada" }, nodes: 3, bytes: 10, mine: true, ...more });
const here = (key: string | undefined, minute: number, more: Partial<RestorePoint> = {}): RestorePoint => ({ id: minute, key, scope: "t/u/f", label: "import", at: Date.parse(at(minute)), doc: { flow: { nodes: [] }, layout: { nodes: {} } } as never, ...more });

test("what the server and this browser both have is one, and what only this browser has says so", () => {
  const rows = allPoints([kept("b", 20), kept("a", 10, { mine: false, author: { id: "u2", name: "Jan" } })], [here("c", 30), here("b", 20, { handed: "kept" })]);
  expect(rows.map((row) => [row.key, row.author, row.onlyHere, row.doc !== null])).toEqual([
    ["c", null, true, true],
    ["b", null, false, true],
    ["a", "Jan", false, false],
  ]);
});

test("what the server let go of is gone, unless the server cannot be asked", () => {
  const old = here("z", 10, { handed: "kept" });
  expect(allPoints([], [old])).toEqual([]);
  expect(allPoints(null, [old])).toMatchObject([{ key: "z", onlyHere: false }]);
  expect(allPoints([], [here(undefined, 11), here("r", 12, { handed: "refused" })]).map((row) => row.onlyHere)).toEqual([true, true]);
});
