// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import { createTaste } from "./taste";

beforeEach(() => localStorage.clear());

test("the kinds used last come first, each once, and no more than five", () => {
  const taste = createTaste("ada");
  for (const kind of ["llm", "reply", "llm", "end", "wait", "map", "loop"]) taste.used(kind);
  expect(taste.getState().recent).toEqual(["loop", "map", "wait", "end", "llm"]);
});

test("favourites keep their order and are taken away again", () => {
  const taste = createTaste("ada");
  taste.favour("reply", true);
  taste.favour("end", true);
  taste.favour("reply", false);
  taste.favour("wait", true);
  expect(taste.getState().favourites).toEqual(["end", "wait"]);
});

test("both are there after a reload, for the same person only", () => {
  createTaste("ada").used("reply");
  createTaste("ada").favour("end", true);
  expect(createTaste("ada").getState()).toEqual({ recent: ["reply"], favourites: ["end"], hidden: false, panel: null });
  expect(createTaste("ben").getState()).toEqual({ recent: [], favourites: [], hidden: false, panel: null });
});

test("two tabs of one person do not forget for each other", () => {
  const [one, other] = [createTaste("ada"), createTaste("ada")];
  one.favour("reply", true);
  other.used("end");
  expect(createTaste("ada").getState()).toEqual({ recent: ["end"], favourites: ["reply"], hidden: false, panel: null });
});

test("what cannot be read is nothing", () => {
  localStorage.setItem("flowright.palette.ada", JSON.stringify({ recent: "reply", favourites: [1, "end"] }));
  expect(createTaste("ada").getState()).toEqual({ recent: [], favourites: ["end"], hidden: false, panel: null });
});

test("the panel is as high as one made it, and set back as high as it comes", () => {
  createTaste("ada").size(480);
  expect([createTaste("ada").getState().panel, createTaste("ben").getState().panel]).toEqual([480, null]);
  createTaste("ada").size(null);
  expect(createTaste("ada").getState().panel).toBeNull();
});
