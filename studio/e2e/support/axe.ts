import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Violation {
  id: string;
  help: string;
  nodes: { target: unknown[]; failureSummary?: string }[];
}

const EVERYTHING = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };
/** What another theme can break on a page that is otherwise the same. */
const COLOURS = { type: "rule", values: ["color-contrast", "link-in-text-block"] };

/** Accessibility violations as sentences; an empty list is what we want. */
export async function violations(page: Page, { onlyColours = false } = {}): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(source);
  const found = await page.evaluate(async (runOnly) => {
    const { axe } = window as unknown as { axe: { run(root: Document, options: object): Promise<{ violations: Violation[] }> } };
    const result = await axe.run(document, { runOnly, resultTypes: ["violations"] });
    return result.violations;
  }, onlyColours ? COLOURS : EVERYTHING);
  return found.flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${violation.help} at ${node.target.join(" ")}`));
}
