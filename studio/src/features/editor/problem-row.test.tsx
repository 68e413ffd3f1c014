// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import { i18n } from "@lingui/core";
import { afterEach, expect, test, vi } from "vitest";
import { inReadersWords } from "@/api/finding-words";
import { EditorProvider } from "@/editor/context";
import type { Finding } from "@/flow/types";
import { createTools } from "@/testing/tools";
import { ProblemRow } from "./ProblemRow";

// It leads to a page of its own.
vi.mock("@/ui/code-link", () => ({ CodeLink: () => null }));

afterEach(() => {
  cleanup();
  i18n.loadAndActivate({ locale: "en", messages: {} });
});

const row = (finding: Finding) => {
  render(
    <EditorProvider tools={createTools()}>
      <ProblemRow finding={finding} />
    </EditorProvider>,
  );
  return screen.getAllByRole("button").map((button) => button.textContent);
};

test("a problem is two sentences: what is wrong, and how to mend it", () => {
  const finding: Finding = { code: "FR020", severity: "error", node: "say", field: "/config/text", cause: "the field ‘text’ is empty", mend: "write what is sent" };
  expect(row(finding)).toEqual(["Error: The field ‘text’ is empty. Write what is sent."]);
});

const remove = { template: "remove one of them" };
const twice: Finding = {
  code: "FR020",
  severity: "error",
  node: null,
  field: "/edges/1",
  cause: "an edge from ‘a’ to ‘b’ is there already",
  cause_words: { template: "an edge from ‘{source}’ to ‘{to}’ is there already", values: { source: "a", to: "b" } },
  mend: "remove one of them",
  mend_words: remove,
  fix: { title: "remove one of them", title_words: remove, edits: [] },
};

test("a problem and the button that mends it are in the reader’s language", async () => {
  i18n.loadAndActivate({ locale: "pl", messages: {} });
  const { findings } = await inReadersWords({ findings: [twice] });
  expect(row(findings[0] as Finding)).toEqual(["Błąd: Połączenie od „a” do „b” już istnieje. Usuń jedno z nich.", "Usuń jedno z nich"]);
  expect(document.querySelector("[lang=en]")).toBeNull();
});

test("a problem that is only known in English says first, in the reader’s language, what it is about", async () => {
  i18n.loadAndActivate({ locale: "pl", messages: {} });
  const { cause_words: _, ...old } = twice;
  const { findings } = await inReadersWords({ findings: [old] });
  expect(row(findings[0] as Finding)[0]).toBe("Błąd: To samo połączenie dwa razy. An edge from ‘a’ to ‘b’ is there already. Remove one of them.");
  expect(document.querySelector("[lang=en]")?.textContent).toBe("An edge from ‘a’ to ‘b’ is there already. Remove one of them.");
});
