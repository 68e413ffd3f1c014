// What a key and a frame of a drag draw anew, counted: it does not depend on how fast a machine is, nor on how large the flow is.
import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch, open, signIn, type Watched } from "./support/browser.ts";
import { draw } from "./support/flow.ts";
import { countRenders, rendersOf } from "./support/renders.ts";

const ROWS = 12;
let browser: Browser;
let mine: Watched;
const name = `drawing-${Date.now().toString(36)}`;

const ids = Array.from({ length: 300 }, (_, at) => `step_${at + 1}`);
const nodes = ids.map((id, at) => ({ id, kind: at % 2 ? "llm" : "template", config: at % 2 ? { prompt: "{{ input.message }}" } : { text: `Step ${at + 1}` } }));
/** More than a card has room for. */
Object.assign(nodes[2] as object, { config: { text: "A long text. ".repeat(20) } });
const edges = ids.map((id, at) => ({ from: at < ROWS ? "start" : (ids[at - ROWS] as string), to: id }));
const places = Object.fromEntries([["start", { x: -328, y: 0 }], ...ids.map((id, at) => [id, { x: Math.floor(at / ROWS) * 328, y: (at % ROWS) * 136 }])]);
const group = { id: "group_1", title: "Part", colour: "green", nodes: ids.slice(3, 6) };
const note = { id: "note_1", text: "# Note", colour: "yellow", x: 0, y: -240, width: 240, height: 160 };

beforeAll(async () => {
  browser = await launch();
  mine = await open(browser);
  await countRenders(mine.page);
  await signIn(mine.page);
  await draw(mine.page, name, { nodes, edges, layout: { nodes: places, groups: [group], notes: [note] } });
});

afterAll(async () => {
  expect(mine.complaints).toEqual([]);
  await browser?.close();
});

const inspector = () => mine.page.getByRole("complementary", { name: "Inspector" });

const saved = () => mine.page.locator('[data-save-state="saved"]').waitFor();

/** What is typed has been saved, and checked before that, so that nothing else is under way. */
async function typeAndRest(text: string): Promise<void> {
  const kept = mine.page.waitForResponse((answer) => answer.url().includes("/draft") && answer.request().method() !== "GET");
  await mine.page.keyboard.type(text);
  await kept;
  await saved();
}

describe("a key", () => {
  beforeAll(async () => {
    await mine.page.goto(`/flows/${name}?node=step_1`);
    await inspector().getByRole("tab", { name: "Set up" }).waitFor();
    // With colours and pills, where there are any.
    await inspector().locator(".cm-content").first().waitFor();
  });

  const typed = async (field: Locator | null) => {
    await field?.click();
    // The first key says that there is something to undo.
    await typeAndRest("ab");
    const all = await rendersOf(mine.page, () => mine.page.keyboard.type("c"));
    await saved();
    return all;
  };

  test.each([
    ["a text", () => inspector().getByRole("textbox", { name: "Text" })],
    ["the title", () => inspector().getByRole("textbox", { name: "Title", exact: true })],
  ])("in %s draws the card of that node alone, and no edge", async (_, field) => {
    const { all, cards, edges: redrawn } = await typed(field());
    expect(cards).toEqual(["step_1"]);
    expect(redrawn).toEqual([]);
    expect(all, "components rendered").toBeLessThanOrEqual(45);
  });

  test("behind what a card has room for draws no card at all", async () => {
    await mine.page.goto(`/flows/${name}?node=step_3`);
    await inspector().locator(".cm-content").first().waitFor();
    const field = inspector().getByRole("textbox", { name: "Text" });
    await field.click();
    await mine.page.keyboard.press("Control+End");
    const { cards } = await typed(null);
    expect(cards).toEqual([]);
    await mine.page.goto(`/flows/${name}?node=step_1`);
    await inspector().locator(".cm-content").first().waitFor();
  });

  test("costs as much with five nodes as with three hundred", async () => {
    const small = `${name}-small`;
    await draw(mine.page, small, { nodes: nodes.slice(0, 5), edges: [{ from: "start", to: "step_1" }] });
    const large = await typed(inspector().getByRole("textbox", { name: "Text" }));
    await mine.page.goto(`/flows/${small}?node=step_1`);
    await inspector().locator(".cm-content").first().waitFor();
    const few = await typed(inspector().getByRole("textbox", { name: "Text" }));
    expect(large.all).toBeLessThanOrEqual(few.all);
  });

  test("asks the server for findings once at most, when the hand rests", async () => {
    const asked: string[] = [];
    mine.page.on("request", (request) => request.url().endsWith("/check") && asked.push(request.url()));
    const field = inspector().getByRole("textbox", { name: "Text" });
    await field.click();
    await typeAndRest("a");
    asked.length = 0;
    await typeAndRest("one more word");
    // Never where the check runs in the browser itself.
    expect(asked.length).toBeLessThanOrEqual(1);
  });
});

describe("a frame", () => {
  beforeAll(async () => {
    await mine.page.goto(`/flows/${name}`);
    await mine.page.locator("[data-node-id]").first().waitFor();
    await mine.page.keyboard.press("0");
  });

  test("of a drag draws the dragged card at most, and its edges alone", async () => {
    const { page } = mine;
    const card = page.locator('[data-node-id="step_2"]');
    const box = await card.boundingBox();
    if (!box) throw new Error("the node is not on the canvas");
    const at = { x: box.x + 60, y: box.y + 20 };
    await page.mouse.move(at.x, at.y);
    await page.mouse.down();
    // It is chosen and lifted first.
    await page.mouse.move(at.x + 20, at.y + 20);
    await page.locator(".react-flow__node.dragging").waitFor();
    const { all, cards, edges: redrawn } = await rendersOf(page, () => page.mouse.move(at.x + 60, at.y + 50));
    await page.mouse.up();
    expect(cards.filter((id) => id !== "step_2")).toEqual([]);
    expect(new Set(redrawn)).toEqual(new Set(["start->step_2", "step_2->step_14"]));
    expect(all, "components rendered").toBeLessThanOrEqual(30);
    await page.keyboard.press("Control+z");
    await saved();
  });

  test("of a pan draws what comes into view, and nothing that was there", async () => {
    const { page } = mine;
    const seen = () => page.locator("[data-node-id]").evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset.nodeId));
    await page.mouse.move(700, 450);
    await rendersOf(page, () => page.mouse.wheel(8, 4));
    const before = await seen();
    const { cards } = await rendersOf(page, () => page.mouse.wheel(200, 8));
    expect(cards.filter((id) => before.includes(id))).toEqual([]);
  });

  test("holds few elements, at full size and as a map", async () => {
    const count = () => mine.page.evaluate(() => document.querySelectorAll("*").length);
    expect(await count()).toBeLessThanOrEqual(4_000);
    await mine.page.locator("[data-node-id]").first().focus();
    await mine.page.keyboard.press("1");
    await mine.page.locator('[data-canvas-mode="map"]').waitFor();
    expect(await count()).toBeLessThanOrEqual(4_000);
  });
});
