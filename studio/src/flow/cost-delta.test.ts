import { expect, test } from "vitest";
import { type CostDelta, costDeltaWords } from "./cost-delta";

type TestCost = CostDelta["tests"][number];
type Usage = NonNullable<TestCost["before"]>;

const usage = (model_calls: number, input_tokens: number, cost_micros: number | null, uncounted = 0): Usage => ({ model_calls, uncounted, input_tokens, output_tokens: 0, cost_micros });
const one = (before: Usage | null, after: Usage | null, asks_the_same = false, name = "greets"): TestCost => ({ name, title: "It greets", before, after, asks_the_same });
const words = (tests: TestCost[], priced: CostDelta["priced"] = "prices") => costDeltaWords({ version: 3, priced, tests });

test("the same questions are no change, and no question none at all", () => {
  expect(words([one(usage(2, 100, 500), usage(2, 100, 500), true)])).toEqual({ said: "No change: the tests ask models the same as with version 3.", notes: [], rows: [] });
  expect(words([one(usage(0, 0, 0), usage(0, 0, 0), true)]).said).toBe("No change: the tests ask no model.");
});

test("what is more and what is less is said in money where a price is known", () => {
  const more = words([one(usage(1, 100, 10_000), usage(2, 250, 25_000)), one(usage(1, 10, 1_000), usage(1, 10, 1_000), true, "same")]);
  expect(more.said).toBe("One run of each test: $0.011 with the version, $0.026 with the draft; $0.015 more.");
  expect(more.rows).toEqual([{ name: "greets", title: "It greets", said: "1 question to a model, 100 tokens, $0.01 → 2 questions to models, 250 tokens, $0.025" }]);
  expect(words([one(usage(2, 250, 25_000), usage(1, 100, 10_000))]).said).toContain("$0.015 less.");
});

test("without a price there are tokens, and it is said why", () => {
  const found = words([one(usage(1, 100, null), usage(2, 250, null))], "unknown");
  expect(found.said).toBe("One run of each test: 1 question to a model, 100 tokens with the version, 2 questions to models, 250 tokens with the draft.");
  expect(found.notes).toEqual(["No price is known, so it is told in tokens. Prices stand in the settings of the model."]);
  expect(words([one(usage(1, 100, 5), usage(1, 50, 2))], "recorded").notes).toEqual(["By the prices when the tests were recorded; there are none in the settings now."]);
});

test("what cannot be known is not guessed", () => {
  const other = words([one(usage(1, 100, 500), usage(1, 100, 500))]);
  expect(other.said).toContain("Models are asked otherwise");
  expect(other.rows[0]?.said).toBe("asks models otherwise; the recorded tokens are those of the old questions");
  const stuck = words([one(usage(1, 100, 500), null)]);
  expect(stuck.said).toBe("Not known: no test comes to its end both with the draft and with version 3.");
  expect(stuck.rows[0]?.said).toBe("does not come to its end with the draft, so it is not known");
  expect(words([one(usage(1, 0, 0), usage(2, 0, 0, 2))]).notes).toEqual(["Of 2 questions to models no tokens are recorded; they are not in it."]);
});
