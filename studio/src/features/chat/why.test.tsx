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

test("it goes away without a fault where scrolling gives a promise back", () => {
  vi.spyOn(Element.prototype, "scrollIntoView").mockImplementation(() => Promise.resolve() as never);
  const faults = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const { unmount } = render(<Why send={() => Promise.resolve(true)} onDone={() => undefined} />);
  unmount();
  expect(faults).not.toHaveBeenCalled();
});
