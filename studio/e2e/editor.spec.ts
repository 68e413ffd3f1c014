// What the canvas promises: nothing is lost, every refusal says why, and it all works without a mouse.
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { violations } from "./support/axe.ts";
import { launch, open, picture, signIn, type Watched } from "./support/browser.ts";
import { rewrite, written } from "./support/text.ts";

let browser: Browser;
let mine: Watched;
let page: Page;
const name = `canvas-${Date.now().toString(36)}`;

beforeAll(async () => {
  browser = await launch();
  mine = await open(browser);
  page = mine.page;
  await signIn(page);
});

afterAll(async () => {
  await browser?.close();
});

const node = (id: string): Locator => page.locator(`[data-node-id="${id}"]`);
const saved = () => page.locator('[data-save-state="saved"]').waitFor();
const edges = () => page.locator("[data-edge]").evaluateAll((all) => all.map((one) => (one as SVGElement).dataset.edge).toSorted());

/** The whole flow in view, and at rest: hovering waits until nothing moves any more. */
async function fit() {
  await node("start").focus();
  await page.keyboard.press("1");
  await node("start").hover();
}

async function drag(from: Locator, to: { x: number; y: number }) {
  const box = await from.boundingBox();
  if (!box) throw new Error("nothing to drag");
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move((box.x + to.x) / 2, (box.y + to.y) / 2, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
}

async function centre(what: Locator): Promise<{ x: number; y: number }> {
  const box = await what.boundingBox();
  if (!box) throw new Error("not on the page");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

test("a flow is drawn by keyboard alone: add, connect, rename, and references follow", async () => {
  await page.goto("/flows");
  await page.getByRole("button", { name: "New flow" }).first().click();
  await page.getByLabel("Title").fill("Canvas test");
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("button", { name: "Create" }).click();
  await node("start").waitFor();

  // Whatever a new flow begins with: an empty canvas, but for the start.
  await node("start").focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await page.waitForFunction(() => document.querySelectorAll("[data-node-id]").length === 1);
  await node("start").focus();
  await page.keyboard.press("a");
  await page.getByRole("combobox").fill("rag");
  await page.keyboard.press("Enter");
  await node("kb").waitFor();
  // The new node is active, so the next one follows it.
  await page.keyboard.press("/");
  await page.keyboard.type("gpt");
  await page.keyboard.press("Enter");
  await node("answer").waitFor();
  expect(await edges()).toEqual(["kb->answer", "start->kb"]);

  // Inspector, with a value chosen from what is in scope.
  await page.keyboard.press("Enter");
  await page.getByRole("textbox", { name: "Prompt" }).waitFor();
  await page.getByRole("button", { name: "Insert value" }).first().click();
  await page.getByRole("searchbox", { name: "Find a value" }).fill("best_score");
  await page.getByRole("treeitem", { name: /kb\.best_score/ }).click();
  expect(await written(page.getByRole("textbox", { name: "Prompt" }))).toBe("{{ kb.best_score }}");

  // F2 on the search renames it; the prompt follows.
  await page.keyboard.press("Escape");
  await node("answer").focus();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("F2");
  await page.waitForFunction(() => (document.activeElement as HTMLInputElement | null)?.value === "kb");
  await page.keyboard.type("articles");
  await page.keyboard.press("Enter");
  await node("articles").waitFor();
  await node("answer").click();
  expect(await written(page.getByRole("textbox", { name: "Prompt" }))).toBe("{{ articles.best_score }}");
  await saved();
  expect(mine.complaints).toEqual([]);
});

test("findings appear on the node and in the list, and F8 leads to the field", async () => {
  await page.locator('[data-node-id="articles"] [data-finding]').waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /problems/ }).click();
  await page.locator('[data-problems-of="articles"] button[data-finding]').first().click();
  await page.waitForFunction(() => document.activeElement?.closest("[data-field^='/config']") !== null);
  await picture(page, "9-problems");
  expect(await violations(page)).toEqual([]);
  await page.getByRole("button", { name: "Close the panel" }).click();
});

test("a connection that cannot be is refused with the reason at the cursor", async () => {
  await page.getByRole("button", { name: "Close the inspector" }).click();
  await fit();
  const port = page.locator('[data-port="answer.out"]');
  await drag(port, await centre(node("start")));
  await page.getByText("The flow begins at ‘start’: nothing can lead into it.").first().waitFor();
  await picture(page, "10-refused");
  await page.mouse.up();
  expect(await edges()).toEqual(["articles->answer", "start->articles"]);
});

test("an edge dropped on empty canvas offers what may follow", async () => {
  const box = await page.locator(".react-flow__pane").boundingBox();
  if (!box) throw new Error("no canvas");
  await drag(page.locator('[data-port="answer.out"]'), { x: box.x + box.width / 2, y: box.y + box.height - 120 });
  await page.mouse.up();
  await page.getByRole("combobox").fill("reply");
  await page.keyboard.press("Enter");
  await node("reply").waitFor();
  expect(await edges()).toContain("answer->reply");
});

test("undo and redo go over everything; deleting with Shift heals", async () => {
  await node("answer").focus();
  await page.keyboard.press("Shift+Delete");
  await node("answer").waitFor({ state: "detached" });
  expect(await edges()).toEqual(["articles->reply", "start->articles"]);
  await page.keyboard.press("Control+z");
  await node("answer").waitFor();
  expect(await edges()).toEqual(["answer->reply", "articles->answer", "start->articles"]);
  await page.keyboard.press("Control+Shift+z");
  await node("answer").waitFor({ state: "detached" });
  await page.keyboard.press("Control+z");
  await node("answer").waitFor();
  // Copy, paste and duplicate.
  await node("answer").focus();
  await page.keyboard.press("Control+d");
  await node("answer_2").waitFor();
  await page.keyboard.press("Control+z");
  await node("answer_2").waitFor({ state: "detached" });
});

test("C connects without a mouse, and what is refused is listed with its reason", async () => {
  await node("start").focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("c");
  await page.getByRole("option", { name: /These two are connected already/ }).waitFor();
  await page.getByRole("combobox").fill("reply");
  await page.keyboard.press("Enter");
  expect(await edges()).toContain("start->reply");
  await page.keyboard.press("Control+z");
});

test("arrows walk the edges, Shift and arrows move the node, and both are said", async () => {
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => (document.activeElement as HTMLElement | null)?.dataset.nodeId === "articles");
  const before = await node("articles").boundingBox();
  await page.keyboard.press("Control+Shift+ArrowDown");
  await page.waitForFunction((y) => (document.querySelector('[data-node-id="articles"]')?.getBoundingClientRect().y ?? 0) > y, before?.y ?? 0);
  await page.keyboard.press("Control+z");
  expect(await page.locator("[data-said]").textContent()).toMatch(/^Undone: move ‘articles’/);
});

test("what is typed without a network is kept over a reload, and saved when it is back", async () => {
  await node("reply").click();
  await page.context().setOffline(true);
  await rewrite(page.getByRole("textbox", { name: "Text" }), "Written on a train.");
  await page.locator('[data-save-state="offline"]').waitFor();
  await page.context().setOffline(false);
  await page.reload();
  await node("reply").click();
  expect(await written(page.getByRole("textbox", { name: "Text" }))).toBe("Written on a train.");
  await saved();
});

test("without a network the editor goes on, and what could not be loaded says so", async () => {
  const other = await open(browser, { state: await mine.context.storageState() });
  await other.page.goto(`/flows/${name}`);
  await other.page.locator('[data-node-id="reply"]').waitFor();
  // All that may be wanted is fetched while nobody wants anything.
  await other.page.waitForFunction(() => ["PublishDialog", "HelpDialog", "OutlineView", "ConnectDialog"].every((part) => performance.getEntriesByType("resource").some((one) => one.name.includes(part))));
  await other.page.context().setOffline(true);
  await other.page.locator('[data-node-id="reply"]').focus();
  await other.page.keyboard.press("?");
  await other.page.getByRole("dialog", { name: "Keyboard" }).waitFor();
  await other.page.keyboard.press("Escape");
  await other.page.getByRole("dialog", { name: "Keyboard" }).waitFor({ state: "detached" });
  await other.page.keyboard.press("c");
  await other.page.getByRole("dialog", { name: /^Connect ‘reply’/ }).waitFor();
  await other.context.close();

  const cut = await open(browser, { state: await mine.context.storageState() });
  await cut.page.route(/HelpDialog/, (route) => route.abort());
  await cut.page.goto(`/flows/${name}`);
  await cut.page.locator('[data-node-id="reply"]').focus();
  await cut.page.keyboard.press("?");
  await cut.page.getByRole("alert").getByText("This part could not be loaded.").waitFor();
  await cut.page.locator('[data-node-id="reply"]').waitFor();
  expect(await violations(cut.page)).toEqual([]);
  await picture(cut.page, "not-loaded");
  await cut.context.close();
});

test("a part that could not be loaded comes with the next try, and after a second one a reload is offered", async () => {
  const cut = await open(browser, { state: await mine.context.storageState() });
  const again = cut.page.getByRole("button", { name: "Try again" });
  const reload = cut.page.getByRole("button", { name: "Reload the page" });
  try {
    await cut.page.route(/HelpDialog/, (route) => route.abort());
    await cut.page.goto(`/flows/${name}`);
    await cut.page.locator('[data-node-id="reply"]').focus();
    await cut.page.keyboard.press("?");
    await cut.page.getByRole("alert").getByText("This part could not be loaded.").waitFor();
    expect(await reload.count()).toBe(0);
    await again.click();
    await reload.waitFor();
    await cut.page.unroute(/HelpDialog/);
    await again.click();
    await cut.page.getByRole("dialog", { name: "Keyboard" }).waitFor();
  } finally {
    await cut.context.close();
  }
});

test("two people on one draft: what does not overlap merges, what does is asked", async () => {
  const theirs = await open(browser, { state: await mine.context.storageState() });
  await theirs.page.goto(`/flows/${name}?node=reply`);
  await theirs.page.getByRole("textbox", { name: "Text" }).waitFor();

  // I change the search, they change the reply: no question.
  await rewrite(theirs.page.getByRole("textbox", { name: "Text" }), "Theirs");
  await theirs.page.locator('[data-save-state="saved"]').filter({ hasText: /Saved \d/ }).waitFor();
  await node("articles").click();
  await rewrite(page.getByRole("textbox", { name: "Question" }), "{{ input.message }}");
  await page.getByText(/Merged 1 change of yours from another tab/).waitFor();
  await saved();
  await node("reply").click();
  expect(await written(page.getByRole("textbox", { name: "Text" }))).toBe("Theirs");

  // Both change the reply: a dialog, and my choice.
  await theirs.context.setOffline(true);
  await rewrite(theirs.page.getByRole("textbox", { name: "Text" }), "Theirs again");
  await theirs.page.locator('[data-save-state="offline"]').waitFor();
  await rewrite(page.getByRole("textbox", { name: "Text" }), "Mine again");
  await saved();
  await theirs.context.setOffline(false);
  const dialog = theirs.page.getByRole("dialog", { name: "Changed here and elsewhere" });
  await dialog.waitFor();
  await theirs.page.locator('[data-save-state="conflict"]').waitFor();
  expect(await violations(theirs.page)).toEqual([]);
  await picture(theirs.page, "11-conflict");
  await dialog.getByRole("radio", { name: /^Theirs/ }).check();
  await dialog.getByRole("button", { name: "Save my choice" }).click();
  await theirs.page.locator('[data-save-state="saved"]').waitFor();
  expect(await written(theirs.page.getByRole("textbox", { name: "Text" }))).toBe("Mine again");
  expect(theirs.complaints).toEqual([]);
  await theirs.context.close();
});

test("the help lists the keys and the palette finds a command", async () => {
  await page.getByRole("button", { name: "Close the inspector" }).click();
  await node("start").focus();
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keyboard" }).waitFor();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog", { name: "All commands" }).getByRole("combobox").fill("outline");
  await page.keyboard.press("Enter");
  await page.getByRole("treegrid", { name: "Steps of the flow" }).waitFor();
  expect(mine.complaints).toEqual([]);
});

test("a new flow begins as a template, which says what it has and what it needs", async () => {
  await page.goto("/flows");
  await page.getByRole("button", { name: "New flow" }).first().click();
  const dialog = page.getByRole("dialog", { name: "New flow" });
  await dialog.getByText("A knowledge base called “it”").waitFor();
  await dialog.getByRole("button", { name: "Create" }).click();
  await dialog.getByText("Give it a title.").waitFor();
  expect(await dialog.getByLabel("Title").evaluate((field) => field === document.activeElement)).toBe(true);
  await dialog.getByRole("radio", { name: "Password reset & access" }).check();
  expect(await dialog.getByLabel("Title").inputValue()).toBe("Password reset & access");
  await dialog.getByRole("textbox", { name: "Name" }).fill(`access-${name}`);
  await dialog.getByRole("button", { name: "Create" }).click();
  await node("topic").or(page.getByRole("treegrid", { name: "Steps of the flow" })).first().waitFor();
  await page.waitForURL((url) => url.pathname === `/flows/access-${name}`);
});
