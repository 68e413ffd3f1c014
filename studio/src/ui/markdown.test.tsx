// @vitest-environment happy-dom
import { render } from "@testing-library/react";
import { expect, test } from "vitest";
import { Markdown, safeHref } from "./markdown";

const show = (text: string) => render(<Markdown text={text} />).container;

test("HTML in an answer is shown as text and never becomes markup", () => {
  const view = show('before <img src=x onerror="alert(1)"> <b>bold</b>\n\n<script>alert(1)</script>\n\n<div onclick=alert(1)>x</div>');
  expect(view.querySelector("img, script, b, [onclick]")).toBeNull();
  expect(view.textContent).toContain('<img src=x onerror="alert(1)">');
  expect(view.textContent).toContain("<script>alert(1)</script>");
});

test("only http, https and mailto lead anywhere", () => {
  const view = show("[a](javascript:alert(1)) [b](https://example.org/x) [c](data:text/html,x) [d](mailto:a@example.org) [e](JaVaScRiPt:alert(1)) ![p](https://example.org/p.png)");
  expect([...view.querySelectorAll("a")].map((link) => link.getAttribute("href"))).toEqual(["https://example.org/x", "mailto:a@example.org", "https://example.org/p.png"]);
  expect(view.querySelector("img")).toBeNull();
  expect(safeHref("java\tscript:alert(1)")).toBeNull();
  expect(safeHref("\u0001javascript:alert(1)")).toBeNull();
  expect(safeHref("//evil.example")).toBeNull();
});

test("lists, code, tables and emphasis are drawn as such", () => {
  const view = show("# Title\n\n1. **first**\n2. `code`\n\n```\nx < y\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |");
  expect(view.querySelector("h1")).toBeNull();
  expect(view.querySelectorAll("ol > li")).toHaveLength(2);
  expect(view.querySelector("strong")?.textContent).toBe("first");
  expect(view.querySelector("pre")?.textContent).toBe("x < y");
  expect(view.querySelectorAll("td")).toHaveLength(2);
});

test("citation marks become chips only where there is such a source", () => {
  const view = render(<Markdown text={"see [1] and [7], a < b & \"c\""} citation={(n, key) => (n === 1 ? <button key={key}>{n}</button> : null)} />).container;
  expect(view.querySelectorAll("button")).toHaveLength(1);
  expect(view.textContent).toBe('see 1 and [7], a < b & "c"');
});
