// Adding and connecting: what is at hand comes first, every menu offers what may be done where one is, and a keyboard reaches it all.
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { violations } from "./support/axe.ts";
import { launch, open, picture, signIn, type Watched } from "./support/browser.ts";
import { draw } from "./support/flow.ts";

let browser: Browser;
let mine: Watched;
let page: Page;
const stamp = Date.now().toString(36);

beforeAll(async () => {
  browser = await launch();
  mine = await open(browser);
  page = mine.page;
  await signIn(page);
});

afterAll(async () => {
  expect(mine.complaints).toEqual([]);
  await browser?.close();
});

const node = (id: string): Locator => page.locator(`[data-node-id="${id}"]`);
const edges = () => page.locator("[data-edge]").evaluateAll((all) => all.map((one) => (one as SVGElement).dataset.edge).toSorted());
const palette = () => page.getByRole("complementary", { name: "Nodes to add" });
const group = (name: string) => palette().getByRole("region", { name, exact: true });
const focused = (selector: string) => page.waitForFunction((wanted) => document.activeElement?.matches(wanted), selector);

const LINE = {
  nodes: [
    { id: "kb", kind: "kb_search", config: { query: "laptop", base: "it" } },
    { id: "say", kind: "reply", config: { text: "Hello" } },
  ],
  edges: [
    { from: "start", to: "kb" },
    { from: "kb", to: "say" },
  ],
  layout: { nodes: { start: { x: 0, y: 0 }, kb: { x: 328, y: 0 }, say: { x: 656, y: 0 } } },
};

async function begin(name: string, flow: Parameters<typeof draw>[2] = LINE) {
  await draw(page, name, flow);
  await page.goto(`/flows/${name}`);
  await node("start").waitFor();
}

test("the palette has what one marked and used last on top, by keyboard, and still after a reload", async () => {
  await begin(`palette-${stamp}`);
  await node("say").focus();
  await page.keyboard.press("/");
  await focused("input");
  await page.keyboard.type("mail");
  await page.keyboard.press("ArrowDown");
  await focused('[data-kind="notify"]');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain("writes");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await focused('[data-star="notify"][aria-pressed=true]');
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  await node("notify").waitFor();
  await focused('[data-node-id="notify"]');
  expect(await edges()).toContain("say->notify");

  // A favourite is not listed a second time among the recent ones.
  await page.keyboard.press("/");
  await page.keyboard.type("end");
  await page.keyboard.press("Enter");
  await focused('[data-node-id="end"]');
  await page.locator('[data-save-state="saved"]').filter({ hasText: /Saved \d/ }).waitFor();
  await page.reload();
  await group("Favourites").getByRole("button", { name: /^Notify/ }).waitFor();
  expect(await group("Recent").locator("[data-kind]").evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset.kind))).toEqual(["end"]);
  expect(await group("People").getByRole("button", { name: /^Ask for approval/ }).textContent()).toContain("waits");
  expect(await group("Know").getByRole("button", { name: /^Search knowledge/ }).textContent()).toContain("reads");
  await picture(page, "adding-palette");
  expect(await violations(page)).toEqual([]);

  // Whoever takes the star away stays where they are.
  await group("Favourites").locator("[data-star]").focus();
  await page.keyboard.press("Enter");
  await group("Favourites").waitFor({ state: "detached" });
  await focused('[data-star="notify"][aria-pressed=false]');
  await page.keyboard.press("Escape");
});

test("what is added next is guessed, what cannot be there says why, and a node between others makes its own room", async () => {
  await begin(`next-${stamp}`);
  await node("kb").focus();
  await page.keyboard.press("a");
  const dialog = page.getByRole("dialog", { name: "Add after ‘kb’" });
  const likely = dialog.getByRole("group", { name: "Likely next" }).getByRole("option");
  await likely.first().waitFor();
  expect(await likely.count()).toBe(3);
  expect(await likely.first().textContent()).toMatch(/^Condition|^Reply|^Ask a model/);
  await picture(page, "adding-next");
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("Escape");

  // On the connection in the middle.
  await node("say").focus();
  await page.keyboard.press("Shift+A");
  await page.getByRole("dialog", { name: "Insert a node between kb and say" }).waitFor();
  await page.keyboard.type("end");
  await page.getByRole("option", { name: /Nothing follows ‘End’/ }).waitFor();
  await page.getByRole("combobox").fill("ask a model");
  await page.keyboard.press("Enter");
  await focused('[data-node-id="answer"]');
  expect(await edges()).toEqual(["answer->say", "kb->answer", "start->kb"]);
  const [model, reply] = [await node("answer").boundingBox(), await node("say").boundingBox()];
  expect(reply?.x).toBeGreaterThan((model?.x ?? 0) + (model?.width ?? 0));
  await picture(page, "adding-between");
  await page.keyboard.press("Control+z");
  await node("answer").waitFor({ state: "detached" });
  expect(await edges()).toEqual(["kb->say", "start->kb"]);

  // Where a flow ends, nothing is offered, and nothing is connected.
  await node("say").focus();
  await page.keyboard.press("a");
  await page.keyboard.type("end");
  await page.keyboard.press("Enter");
  await focused('[data-node-id="end"]');
  await page.keyboard.press("a");
  await page.waitForFunction(() => /‘end’ ends here/.test(document.querySelector("[data-said]")?.textContent ?? ""));
});
