// @vitest-environment happy-dom
import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Article, ArticleBlock } from "@/api/types";
import { ArticleText } from "./article";

const blocks: ArticleBlock[] = [
  { kind: "heading", level: 1, text: "Paper jam", is_cited: false },
  { kind: "prose", text: "Open the left flap.", is_cited: true },
  { kind: "heading", level: 2, text: "Codes", is_cited: false },
  { kind: "table", text: "Code | Meaning\nE1 | Paper\nE2 | Toner", is_cited: false },
];
const article: Article = { id: "d", base: "it", title: "Printers", url: null, updated_at: "2026-01-01T00:00:00Z", blocks, left_out_before: 0, left_out_after: 7 };

test("headings go on from the one it stands under, a table is one, and what is cited is said to be", () => {
  render(<ArticleText article={article} under={1} />);
  expect(screen.getAllByRole("heading").map((one) => `${one.tagName} ${one.textContent}`)).toEqual(["H2 Paper jam", "H3 Codes"]);
  expect(screen.getAllByRole("columnheader").map((one) => one.textContent)).toEqual(["Code", "Meaning"]);
  expect(screen.getAllByRole("row")).toHaveLength(3);
  expect(document.querySelector("[data-cited]")?.textContent).toBe("The passage that was used: Open the left flap.");
  expect(screen.getByText("7 parts of this long article are not shown here.")).toBeTruthy();
});
