import { expect, test } from "vitest";
import { byItem, itemOf } from "./items";

test("items are counted from 1, in nested lists too, and stand in their own order", () => {
  const steps = ["outer[10]/inner[0]/kb", "outer[2]/inner[1]/kb", "outer[2]/inner#2[0]/kb", "outer[2]/inner[0]/kb"].map((address) => ({ address, node: "kb" }));
  expect(byItem(steps).map((one) => [one.address, itemOf(one)])).toEqual([["outer[2]/inner[0]/kb", "3.1"], ["outer[2]/inner[1]/kb", "3.2"], ["outer[2]/inner#2[0]/kb", "3.1"], ["outer[10]/inner[0]/kb", "11.1"]]);
  expect([itemOf({ address: "kb", node: "kb" }), itemOf({ address: "assist[3]/call_0", node: "assist" }), itemOf({ address: "each[1]/assist[3]/call_0", node: "assist" })]).toEqual(["", "", "2"]);
});
