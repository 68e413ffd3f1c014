// @vitest-environment happy-dom
import { render, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { EditorProvider } from "@/editor/context";
import type { Finding } from "@/flow/types";
import { createTools } from "@/testing/tools";
import { ProblemRow } from "./ProblemRow";

// It leads to a page of its own.
vi.mock("@/ui/code-link", () => ({ CodeLink: () => null }));

test("a problem is two sentences: what is wrong, and how to mend it", () => {
  const finding: Finding = { code: "FR020", severity: "error", node: "say", field: "/config/text", cause: "the field ‘text’ is empty", mend: "write what is sent" };
  render(
    <EditorProvider tools={createTools()}>
      <ProblemRow finding={finding} />
    </EditorProvider>,
  );
  expect(screen.getByRole("button").textContent).toBe("Error: The field ‘text’ is empty. Write what is sent.");
});
