// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import { inTab, keep } from "@/lib/storage";
import { recent, remember } from "./recent";

const place = (id: string) => ({ id, label: id, href: `/flows/${id}` });

beforeEach(() => sessionStorage.clear());

test("the last five are kept, the newest first, each once, and for one person alone", () => {
  for (const id of ["a", "b", "c", "d", "e", "f", "c"]) remember("ann", place(id));
  expect(recent("ann").map((one) => one.id)).toEqual(["c", "f", "e", "d", "b"]);
  expect(recent("tom")).toEqual([]);
});

test("what was stored as something else, or leads elsewhere, is left out", () => {
  keep("flowright.found.ann", [null, 4, place("a"), { id: "b", label: "b", href: "//evil.example" }, { id: "c", href: "/" }], inTab);
  expect(recent("ann").map((one) => one.id)).toEqual(["a"]);
  keep("flowright.found.ann", "nothing", inTab);
  expect(recent("ann")).toEqual([]);
});
