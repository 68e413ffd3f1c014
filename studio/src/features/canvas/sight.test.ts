import { expect, test } from "vitest";
import { type Cover, sight } from "./sight";

const VIEW = { x: 0, y: 0, zoom: 1 };
const card = (x: number, y: number) => ({ x, y, width: 240, height: 84 });

/** Where the card then is on a canvas of this size. */
function seenAt(box: ReturnType<typeof card>, width: number, height: number, cover: Cover | null) {
  const to = sight(box, VIEW, width, height, cover);
  if (!to) return "as it was";
  const left = (box.x - to.x) * to.zoom + width / 2;
  const top = (box.y - to.y) * to.zoom + height / 2;
  return { left, right: left + box.width * to.zoom, top };
}

test("what is in sight stays where it is", () => {
  expect(seenAt(card(100, 100), 1000, 600, null)).toBe("as it was");
  expect(seenAt(card(100, 100), 1000, 600, { left: 668, bottom: 300 })).toBe("as it was");
  expect(seenAt(card(700, 400), 1000, 600, { left: 668, bottom: 300 })).toBe("as it was");
});

test("what lies under the list of hits is moved beside it", () => {
  expect(seenAt(card(700, 100), 1000, 600, null)).toBe("as it was");
  expect(seenAt(card(700, 100), 1000, 600, { left: 668, bottom: 300 })).toEqual({ left: 214, right: 454, top: 258 });
  // Nor is it brought there from elsewhere.
  expect(seenAt(card(3000, 100), 1000, 600, { left: 668, bottom: 300 })).toMatchObject({ right: 454 });
});

test("on a narrow canvas it is moved below the list", () => {
  const found = seenAt(card(60, 100), 400, 600, { left: 68, bottom: 300 });
  expect(found).toMatchObject({ left: 80, top: 408 });
});
