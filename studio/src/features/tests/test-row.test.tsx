// @vitest-environment happy-dom
import { render } from "@testing-library/react";
import { expect, test } from "vitest";
import type { TestResult } from "@/api/tests";
import type { Verdict } from "@/flow/verdict";
import { hasUnfitRubric } from "./expectations";
import { TestRow } from "./TestRow";

const verdict = (more: Partial<Verdict>): Verdict => ({ turn: 1, rubric: "It is polite.", outcome: "passed", reason: "It says please.", why: null, model: "fast", used: { input_tokens: 20, output_tokens: 9, cost_micros: 0 }, remembered: false, ...more });

function row(result: Partial<TestResult>) {
  const nothing = () => undefined;
  const { container, unmount } = render(<TestRow name="polite" title="" item={null} busy={false} onRun={nothing} onEdit={nothing} onDelete={nothing} result={{ name: "polite", title: "", passed: false, not_judged: false, failures: [], verdicts: [], ...result }} />);
  const found = { text: container.textContent ?? "", state: container.querySelector("li")?.dataset.result };
  unmount();
  return found;
}

test("a verdict is shown with its reason, its model and what it took", () => {
  const passed = row({ passed: true, verdicts: [verdict({})] });
  expect(passed.state).toBe("passed");
  expect(passed.text).toContain("It holds: It says please.");
  expect(passed.text).toContain("fast, 29 tokens");
  expect(row({ passed: true, verdicts: [verdict({ remembered: true })] }).text).toContain("judged before, so it was not asked again");
});

test("a rubric that does not hold is told once, with the model's reason", () => {
  const sentence = "turn 1: judged by the rubric ‘It is polite.’ it does not hold: It shouts.";
  const failed = row({ failures: [sentence], verdicts: [verdict({ outcome: "failed", reason: "It shouts." })] });
  expect(failed.state).toBe("failed");
  expect(failed.text.split("It shouts.")).toHaveLength(2);
});

test("what nobody judged is neither passed nor failed, and says why", () => {
  const open = row({ not_judged: true, verdicts: [verdict({ outcome: "not_judged", why: "no_model", reason: "", model: "" })] });
  expect(open.state).toBe("open");
  expect(open.text).toContain("Not judged: no language model is connected.");
  expect(open.text).not.toMatch(/passes|fails/);
});

test("a test with a rubric that says nothing cannot be kept", () => {
  expect(hasUnfitRubric({ expect: { rubric: { text: " " } } })).toBe(true);
  expect(hasUnfitRubric({ turns: [{ expect: { rubric: { text: "x".repeat(2_001) } } }] })).toBe(true);
  expect(hasUnfitRubric({ turns: [{ expect: { rubric: { text: "Polite." } } }], expect: {} })).toBe(false);
});
