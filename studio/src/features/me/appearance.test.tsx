// @vitest-environment happy-dom
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fireEvent, render, screen } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import { Appearance } from "./Appearance";

const root = document.documentElement;
beforeEach(() => {
  localStorage.clear();
  delete root.dataset.density;
});

/** What the page does before its first paint; `data` are the attributes of the script. */
function begin(...data: string[]): void {
  const script = readFileSync(join(import.meta.dirname, "../../../public/theme.js"), "utf8");
  const currentScript = { hasAttribute: (name: string) => data.includes(name) };
  new Function("document", script)({ documentElement: root, currentScript });
}

test("density is applied at once, kept, and there before the first paint of the Studio alone", () => {
  render(<Appearance />);
  fireEvent.click(screen.getByRole("radio", { name: "Compact" }));
  expect(root.dataset.density).toBe("compact");
  delete root.dataset.density;
  begin();
  expect(root.dataset.density).toBeUndefined();
  begin("data-density");
  expect(root.dataset.density).toBe("compact");
});

test("comfortable is what nobody has to choose", () => {
  root.dataset.density = "compact";
  localStorage.setItem("flowright.density", "compact");
  render(<Appearance />);
  expect(screen.getByRole("radio", { name: "Compact" }).getAttribute("checked")).not.toBeNull();
  fireEvent.click(screen.getByRole("radio", { name: "Comfortable" }));
  expect(localStorage.getItem("flowright.density")).toBeNull();
});
