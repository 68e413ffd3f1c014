import { expect, test } from "vitest";
import { NODE_WIDTH, nodeHeight, portY } from "@/flow/ports";
import { markerSpot } from "./spot";

test("what marks comments covers nothing of its card, whatever size it grows to", () => {
  for (const count of [1, 2, 3, 6]) {
    const height = nodeHeight(Array.from({ length: count }, (_, n) => ({ name: `p${n}`, kind: "branch" as const })));
    const spot = markerSpot({ x: 80, y: 40 }, height);
    // It grows to the right and down, so its corner is enough. All marks of the card are within its width.
    expect(spot.x).toBeGreaterThan(80 + NODE_WIDTH);
    // A port can be hit 12 px around.
    expect(spot.y).toBeGreaterThanOrEqual(40 + portY(count - 1, count) + 12);
  }
});
