import { expect, test } from "vitest";
import { costWords } from "./cost";

test("the most of one run is said in calls, and in money where prices are known", () => {
  expect(costWords({ model_calls: { at_most: 4 }, money_micros: { at_most: 3_100 } })).toEqual(["One run asks a model at most 4 times.", "That is at most 0.0031, by the prices in the settings."]);
  expect(costWords({ model_calls: { at_most: 0 } })).toEqual(["A run asks no model."]);
});

test("what has no bound says because of whom", () => {
  expect(costWords({ model_calls: { unbounded: { node: "retry" } }, not_counted: ["other"] })).toEqual([
    "How often one run asks a model has no bound of its own, because of ‘retry’.",
    "Not counted, because their flows are not published here: other.",
  ]);
});
