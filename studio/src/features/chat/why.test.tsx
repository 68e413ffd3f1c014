// @vitest-environment happy-dom
import { render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import Why from "./Why";

afterEach(() => vi.restoreAllMocks());

test("the form comes into view when it opens, and the focus stays where it is", () => {
  const scrolled = vi.spyOn(Element.prototype, "scrollIntoView");
  const thumb = document.body.appendChild(document.createElement("button"));
  thumb.focus();
  render(<Why send={() => Promise.resolve(true)} onDone={() => undefined} />);
  expect(scrolled.mock.contexts).toEqual([screen.getByRole("form", { name: "What was not right?" })]);
  expect(scrolled).toHaveBeenCalledWith({ block: "nearest" });
  expect(document.activeElement).toBe(thumb);
  thumb.remove();
});
