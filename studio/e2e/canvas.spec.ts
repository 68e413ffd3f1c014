// What people do to a drawing: frame it, write on it, tidy it up, take a part out; and nothing of it is lost.
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { violations } from "./support/axe.ts";
import { launch, open, picture, signIn, type Watched } from "./support/browser.ts";
import { draw, send } from "./support/flow.ts";

let browser: Browser;
let mine: Watched;
let page: Page;
const stamp = Date.now().toString(36);
const name = `board-${stamp}`;

const node = (id: string): Locator => page.locator(`[data-node-id="${id}"]`);
const saved = () => page.locator('[data-save-state="saved"]').waitFor();
const said = (text: RegExp) => page.waitForFunction((source) => new RegExp(source).test(document.querySelector("[data-said]")?.textContent ?? ""), text.source);
const layout = async () => JSON.parse((await send(page, "GET", `/flows/${name}/layout`)).text) as { nodes: Record<string, { x: number; y: number; pinned?: boolean }>; groups?: { title: string; nodes: string[]; collapsed?: boolean }[]; notes?: { text: string; colour: string }[] };
const box = async (what: Locator) => {
  const found = await what.boundingBox();
  if (!found) throw new Error("not on the page");
  return found;
};
/** The view has come to where it goes. */
async function still(what: Locator) {
  const look = async () => JSON.stringify(await box(what));
  let before = "";
  for (let now = await look(); now !== before; now = await look()) {
    before = now;
    await page.waitForTimeout(120);
  }
}
async function pull(from: { x: number; y: number }, to: { x: number; y: number }) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  // What is pulled follows from where the pull is first noticed.
  await page.mouse.move(from.x + 2, from.y);
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
}

beforeAll(async () => {
  browser = await launch();
  mine = await open(browser);
  page = mine.page;
  await signIn(page);
  const template = (id: string, text: string) => ({ id, kind: "template", config: { text } });
  await draw(page, name, {
    nodes: [template("greeting", "Hello {{ input.message }}"), template("question", "{{ greeting.text }}, how are you?"), template("closing", "{{ question.text }} Bye."), { id: "say", kind: "reply", config: { text: "{{ closing.text }}" } }],
    edges: [
      { from: "start", to: "greeting" },
      { from: "greeting", to: "question" },
      { from: "question", to: "closing" },
      { from: "closing", to: "say" },
    ],
    layout: { nodes: { start: { x: 0, y: 0 }, greeting: { x: 320, y: 0 }, question: { x: 640, y: 160 }, closing: { x: 320, y: 320 }, say: { x: 640, y: 400 } } },
  });
  await page.goto(`/flows/${name}`);
  await node("say").waitFor();
});

afterAll(async () => {
  await browser?.close();
});

test("several are chosen, put in line and spread", async () => {
  await node("greeting").focus();
  await page.keyboard.press("ArrowRight");
  await node("greeting").click({ modifiers: ["Shift"] });
  const bar = page.getByRole("toolbar", { name: "What is chosen" });
  await bar.getByText("2 chosen").waitFor();
  await bar.getByRole("button", { name: "Align and distribute" }).click();
  await page.getByRole("button", { name: "Align top" }).click();
  await said(/Align top/);
  expect((await box(node("greeting"))).y).toBe((await box(node("question"))).y);
  expect(await violations(page)).toEqual([]);
  await picture(page, "canvas-selection");
  await page.keyboard.press("Control+z");
});

test("a group has a title and a colour, is moved as one, and folds into a block", async () => {
  await page.locator(".react-flow__pane").click({ position: { x: 20, y: 500 } });
  await node("greeting").focus();
  await page.keyboard.press("ArrowRight");
  await node("greeting").click({ modifiers: ["Shift"] });
  await page.keyboard.press("Control+g");
  await page.getByRole("textbox", { name: "Title of the group" }).fill("Polite words");
  await page.keyboard.press("Enter");
  const frame = page.getByRole("region", { name: "Group Polite words, 2 nodes" });
  await frame.waitFor();
  await page.getByRole("button", { name: "More about this group" }).click();
  await page.getByRole("button", { name: "Green" }).click();
  await page.keyboard.press("Escape");
  await picture(page, "canvas-group");

  const before = await box(node("question"));
  const title = await box(frame.getByRole("button", { name: "Polite words" }));
  await pull({ x: title.x + 40, y: title.y + 10 }, { x: title.x + 80, y: title.y + 50 });
  await page.mouse.up();
  const after = await box(node("question"));
  expect(after.x).toBeGreaterThan(before.x);
  expect(after.y).toBeGreaterThan(before.y);

  await node("greeting").focus();
  await page.keyboard.press("Control+.");
  await node("greeting").waitFor({ state: "detached" });
  expect(await page.locator("[data-edge]").evaluateAll((all) => all.map((one) => (one as SVGElement).dataset.edge).toSorted())).toEqual(["closing->say", "question->closing", "start->greeting"]);
  await page.getByRole("region", { name: "Group Polite words, collapsed, 2 nodes" }).waitFor();
  expect(await violations(page)).toEqual([]);
  await picture(page, "canvas-collapsed");
  await page.keyboard.press("Control+.");
  await node("greeting").waitFor();
  await saved();
  expect((await layout()).groups).toMatchObject([{ title: "Polite words", colour: "green", nodes: ["question", "greeting"] }]);
});

test("a note is written, coloured, resized by keyboard, copied, and undone like anything", async () => {
  await node("say").focus();
  await page.keyboard.press("Shift+N");
  await page.getByRole("textbox", { name: "Text of the note" }).fill("# Remember\n- **bold** words\n- a [link](https://example.org)");
  await page.keyboard.press("Escape");
  const note = page.locator("[data-note-id=note_1]");
  await note.getByText("bold").waitFor();
  // It lies on nothing: under the node that one was at.
  const [paper, above] = [await box(note), await box(node("say"))];
  expect(Math.abs(paper.x - above.x)).toBeLessThan(8);
  expect(paper.y).toBeGreaterThan(above.y + above.height);
  await page.getByRole("toolbar", { name: "Note" }).getByRole("button", { name: "Blue" }).click();
  await note.getByRole("button", { name: /Resize the note/ }).focus();
  const width = (await box(note)).width;
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction((before) => (document.querySelector("[data-note-id=note_1]")?.getBoundingClientRect().width ?? 0) > before, width);
  await picture(page, "canvas-note");
  expect(await violations(page)).toEqual([]);
  await note.focus();
  await page.keyboard.press("Control+d");
  await page.locator("[data-note-id=note_2]").waitFor();
  await page.keyboard.press("Control+z");
  await page.locator("[data-note-id=note_2]").waitFor({ state: "detached" });
  await saved();
  expect((await layout()).notes).toMatchObject([{ colour: "blue" }]);
});

test("a reload in the middle loses nothing, also without a network", async () => {
  await page.context().setOffline(true);
  await page.locator("[data-note-id=note_1]").dblclick();
  await page.getByRole("textbox", { name: "Text of the note" }).fill("# Kept\nwritten offline");
  await page.keyboard.press("Escape");
  await page.locator('[data-save-state="offline"]').waitFor();
  await page.context().setOffline(false);
  await page.reload();
  await page.getByRole("group", { name: "Note: Kept" }).waitFor();
  await page.getByRole("region", { name: "Group Polite words, 2 nodes" }).waitFor();
  await saved();
  await page.waitForFunction(async (path) => ((await (await fetch(path)).json()) as { notes?: { text: string }[] }).notes?.[0]?.text.includes("offline"), `/api/v1/flows/${name}/layout`);
});

test("tidying up keeps what is pinned, is one step, and comes back", async () => {
  await node("closing").focus();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("keep in its place");
  await page.keyboard.press("Enter");
  await saved();
  const before = await layout();
  expect(before.nodes.closing?.pinned).toBe(true);
  await page.getByRole("button", { name: "Tidy up" }).click();
  await said(/Tidied up/);
  await saved();
  const after = await layout();
  expect(after.nodes.closing).toEqual(before.nodes.closing);
  expect(after.nodes.greeting?.x).toBeLessThan(after.nodes.question?.x ?? 0);
  await picture(page, "canvas-tidy");
  await node("start").focus();
  await page.keyboard.press("Control+z");
  await said(/^Undone: tidy up/);
  await saved();
  expect((await layout()).nodes).toEqual(before.nodes);
});

test("while dragging, what is nearly in line gets there, and Alt frees it", async () => {
  await page.keyboard.press("1");
  await still(node("say"));
  const other = await box(node("greeting"));
  const from = await box(node("say"));
  const grip = { x: from.x + from.width / 2, y: from.y + 20 };
  await pull(grip, { x: grip.x + (other.x - from.x) + 2, y: grip.y });
  await picture(page, "canvas-lines");
  await page.locator('[data-helper-line="vertical"]').waitFor();
  await page.mouse.up();
  expect(Math.abs((await box(node("say"))).x - other.x)).toBeLessThan(1);
  await page.keyboard.press("Control+z");
});

test("Ctrl+F finds in prompts and notes, dims the rest, and Enter walks", async () => {
  await node("start").focus();
  await page.keyboard.press("Control+f");
  await page.getByRole("searchbox", { name: /Find in titles/ }).fill("how are you");
  await page.getByRole("status").filter({ hasText: "1 found" }).waitFor();
  await picture(page, "canvas-find");
  expect(await violations(page)).toEqual([]);
  await page.getByRole("searchbox", { name: /Find in titles/ }).fill("offline");
  await page.keyboard.press("Enter");
  await page.getByRole("status").filter({ hasText: "1 of 1" }).waitFor();
  // What is walked to is not under the list of hits.
  await page.getByRole("searchbox", { name: /Find in titles/ }).fill("closing.text");
  await page.keyboard.press("Enter");
  await page.getByRole("status").filter({ hasText: "1 of 1" }).waitFor();
  await still(node("say"));
  const [hit, list] = [await box(node("say")), await box(page.getByRole("search"))];
  expect(hit.x + hit.width < list.x || hit.y > list.y + list.height).toBe(true);
  await page.keyboard.press("Escape");
  await page.getByRole("search").waitFor({ state: "detached" });
});

test("a part becomes a sub-flow: what crosses the border is shown, and one step takes its place", async () => {
  await page.locator(".react-flow__pane").click({ position: { x: 20, y: 500 } });
  await node("greeting").focus();
  await page.keyboard.press("ArrowRight");
  await node("greeting").click({ modifiers: ["Shift"] });
  await page.getByRole("toolbar", { name: "What is chosen" }).getByRole("button", { name: "Make a sub-flow" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("list", { name: "It is given" }).getByText("input.message").waitFor();
  await dialog.getByRole("list", { name: "It gives back" }).getByText("question.text").waitFor();
  expect(await violations(page)).toEqual([]);
  await picture(page, "canvas-extract");
  await dialog.getByRole("textbox", { name: "Title" }).fill(`Polite ${stamp}`);
  await dialog.getByRole("button", { name: "Make the sub-flow" }).click();
  await dialog.waitFor({ state: "detached" });
  await node("greeting").waitFor({ state: "detached" });
  await saved();
  await page.keyboard.press("Control+z");
  await node("greeting").waitFor();
  await page.keyboard.press("Control+Shift+z");
  await node("greeting").waitFor({ state: "detached" });
  await page.getByRole("link", { name: `Open the flow polite-${stamp}` }).click();
  await node("question").waitFor();
  await page.getByRole("link", { name, exact: true }).click();
  await node("say").waitFor();
});

test("a connection whose end is gone stays, and is mended", async () => {
  const broken = `broken-${stamp}`;
  await draw(page, broken, {
    nodes: [{ id: "check", kind: "condition", config: { cases: [{ port: "yes", when: "true" }], otherwise: "no" } }, { id: "say", kind: "reply", config: { text: "Hello" } }],
    edges: [
      { from: "start", to: "check" },
      { from: "check.maybe", to: "say" },
    ],
  });
  await page.goto(`/flows/${broken}`);
  await node("say").waitFor();
  await page.locator("[data-broken]").waitFor({ state: "attached" });
  await picture(page, "canvas-broken");
  expect(await violations(page)).toEqual([]);
  await page.getByRole("group", { name: "Broken connection check.maybe->say" }).getByRole("button", { name: "Reconnect" }).click();
  await page.getByRole("combobox").fill("check.yes");
  await page.keyboard.press("Enter");
  await page.locator('[data-edge="check.yes->say"]').waitFor({ state: "attached" });
  expect(await page.locator("[data-broken]").count()).toBe(0);
  await page.locator('[data-node-id="check"]').focus();
  await page.keyboard.press("Control+z");
  await page.getByRole("group", { name: "Broken connection check.maybe->say" }).getByRole("button", { name: "Remove" }).click();
  await page.locator('[data-edge="check.maybe->say"]').waitFor({ state: "detached" });
});

test("keys can be changed, and pasting another product’s flow offers the importer", async () => {
  await node("start").focus();
  await page.keyboard.press("?");
  await page.getByRole("button", { name: "Change keys" }).click();
  await page.getByRole("button", { name: /keys of Connect to…/ }).click();
  await page.keyboard.press("x");
  await page.getByRole("button", { name: "X, keys of Connect to…" }).waitFor();
  expect(await violations(page)).toEqual([]);
  await picture(page, "canvas-keys");
  await page.getByRole("button", { name: "Set all back" }).click();
  await page.keyboard.press("Escape");
  await node("start").focus();
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", JSON.stringify({ name: "Orders", nodes: [{ id: "a", name: "When chat message received", type: "@n8n/n8n-nodes-langchain.chatTrigger", typeVersion: 1.1, position: [0, 0], parameters: {} }], connections: {} }));
    document.activeElement?.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  await page.getByRole("dialog", { name: "Import a flow" }).getByText("n8n", { exact: true }).waitFor();
  await page.keyboard.press("Escape");
  expect(mine.complaints).toEqual([]);
});

test("a node that is switched off is passed by, and who reads it is told", async () => {
  const quiet = `quiet-${stamp}`;
  const edges = [
    { from: "start", to: "first" },
    { from: "first", to: "extra" },
    { from: "extra", to: "say" },
  ];
  const nodes = [
    { id: "first", kind: "template", config: { text: "first" } },
    { id: "extra", kind: "template", config: { text: "extra" } },
    { id: "say", kind: "reply", config: { text: "{{ first.text }} {{ extra.text }}" } },
  ];
  await draw(page, quiet, { nodes, edges, layout: { nodes: { start: { x: 0, y: 0 }, first: { x: 320, y: 0 }, extra: { x: 640, y: 0 }, say: { x: 960, y: 0 } } } });
  await page.goto(`/flows/${quiet}`);
  await node("extra").focus();
  await page.keyboard.press("d");
  await said(/Switched off/);
  expect(await node("extra").getAttribute("aria-label")).toContain("switched off");
  await page.locator('[data-node-id="say"] [data-finding="FR078"]').waitFor();
  await saved();
  await page.keyboard.press("Enter");
  await page.getByText("Switched off: runs pass it by, and what reads it gets nothing.").waitFor();
  await picture(page, "canvas-switched-off");
  expect(await violations(page)).toEqual([]);

  const run = JSON.parse((await send(page, "POST", `/flows/${quiet}/runs?wait=20`, { version: "draft", input: { message: "Hello" } })).text) as { id: string; status: string };
  expect(run.status).toBe("completed");
  const events = (await send(page, "GET", `/runs/${run.id}/events`)).text;
  expect(events).toContain('"first"');
  expect(events).not.toContain('"node":"extra"');

  await page.getByRole("button", { name: "Switch on" }).click();
  await page.locator('[data-node-id="extra"]:not([data-off])').waitFor();
  await saved();
});
