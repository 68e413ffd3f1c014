// @vitest-environment happy-dom
import { render } from "@testing-library/react";
import { expect, test } from "vitest";
import { TestsResult } from "./tests-result";

const at = "2026-01-05T10:42:00Z";

function said(tests: Parameters<typeof TestsResult>[0]["tests"]): string {
  const { container, unmount } = render(<TestsResult tests={tests} />);
  const text = container.textContent ?? "";
  unmount();
  return text;
}

test("tests that nobody judged are counted as neither passed nor failed", () => {
  expect(said({ passed: 3, failed: 0, failing: [], not_judged: [], at })).toBe("tests 3/3");
  expect(said({ passed: 2, failed: 0, failing: [], not_judged: ["polite"], at })).toBe("tests 2/3, 1 not judged");
  expect(said({ passed: 1, failed: 1, failing: ["a"], not_judged: ["polite"], at })).toBe("tests 1/3, 1 failing, 1 not judged");
  expect(said({ passed: 0, failed: 0, failing: [], not_judged: [], at })).toBe("no tests");
});
