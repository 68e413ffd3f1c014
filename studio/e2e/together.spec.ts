// Several people at one flow, several tabs of one person, and a network that comes and goes: nothing is lost, nobody overwrites anybody.
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { violations } from "./support/axe.ts";
import { launch, open, picture, signIn, type Watched } from "./support/browser.ts";
import { send } from "./support/flow.ts";
import { rewrite } from "./support/text.ts";

let browser: Browser;
let mine: Watched;
let hers: Watched;
const stamp = Date.now().toString(36);
const ANNA = { name: "Anna Lind", email: `anna-${stamp}@example.org`, password: "a long evening by the lake" };

/** A flow of two replies, as everybody finds it. */
async function draw(name: string): Promise<void> {
  expect((await send(mine.page, "POST", "/flows", { name, title: name })).status).toBe(201);
  const nodes = ["ask", "say"].map((id) => ({ id, kind: "reply", config: { text: `${id} as it was` } }));
  const edges = [{ from: "start", to: "ask" }, { from: "ask", to: "say" }];
  expect((await send(mine.page, "PUT", `/flows/${name}/draft`, { format: "flowright/1", name, title: name, nodes, edges })).status).toBe(200);
}

const draftOf = async (name: string) => {
  const answer = await mine.page.evaluate(async (path) => (await fetch(path)).json(), `/api/v1/flows/${name}/draft`);
  return Object.fromEntries((answer as { nodes: { id: string; config?: { text?: string } }[] }).nodes.map((node) => [node.id, node.config?.text]));
};

/** The text of a node, in the open inspector. */
const field = (page: Page) => page.getByRole("textbox", { name: "Text" }).first();
/** Whichever editor the field has: a text box, or one that knows code. */
const reads = (page: Page, text: string) => expect.poll(() => field(page).evaluate((box) => (box instanceof HTMLTextAreaElement || box instanceof HTMLInputElement ? box.value : box.textContent)), { timeout: 15_000 }).toBe(text);
async function at(page: Page, flow: string, node: string): Promise<void> {
  await page.goto(`/flows/${flow}?node=${node}`);
  await field(page).waitFor();
}
const state = (page: Page, name: string) => page.locator(`[data-save-state="${name}"]`).waitFor();
const justSaved = (page: Page) => page.locator('[data-save-state="saved"]').filter({ hasText: /Saved \d/ }).waitFor();

beforeAll(async () => {
  browser = await launch();
  mine = await open(browser);
  await signIn(mine.page);
  expect((await send(mine.page, "POST", "/admin/users", { ...ANNA, role: "admin" })).status).toBe(201);
  hers = await open(browser);
  await hers.page.goto("/login");
  await hers.page.getByLabel("E-mail").fill(ANNA.email);
  await hers.page.getByLabel("Password").fill(ANNA.password);
  await hers.page.getByRole("button", { name: "Sign in" }).click();
  await hers.page.getByRole("heading", { name: /Hello/ }).waitFor();
});

afterAll(async () => {
  expect([...mine.complaints, ...hers.complaints]).toEqual([]);
  await browser?.close();
});

afterEach(() => mine.context.setOffline(false));

test("edits that do not overlap are both in, and the other is named", async () => {
  const name = `beside-${stamp}`;
  await draw(name);
  await at(mine.page, name, "ask");
  await at(hers.page, name, "say");
  await rewrite(field(hers.page), "Anna was here");
  await justSaved(hers.page);
  await rewrite(field(mine.page), "and so was I");
  await mine.page.getByText(/Merged 1 change by Anna Lind/).waitFor();
  await justSaved(mine.page);
  await expect.poll(() => draftOf(name)).toEqual({ ask: "and so was I", say: "Anna was here" });
  // Undo takes back what is mine, never what is hers.
  await mine.page.locator("[data-node-id=ask]").focus();
  await mine.page.keyboard.press("Control+z");
  await expect.poll(() => draftOf(name)).toEqual({ ask: "ask as it was", say: "Anna was here" });
});

test("edits that overlap are asked beside the canvas: both, edited into one", async () => {
  const name = `over-${stamp}`;
  await draw(name);
  await at(mine.page, name, "ask");
  await at(hers.page, name, "ask");
  await hers.context.setOffline(true);
  await rewrite(field(hers.page), "Anna asks politely");
  await state(hers.page, "offline");
  await hers.page.getByText("Offline, 1 change kept here").waitFor();
  await rewrite(field(mine.page), "I ask politely");
  await justSaved(mine.page);
  await hers.context.setOffline(false);
  const dialog = hers.page.getByRole("dialog", { name: "Changed here and elsewhere" });
  await dialog.waitFor();
  await state(hers.page, "conflict");
  expect(await violations(hers.page)).toEqual([]);
  await picture(hers.page, "conflict");
  // Reloaded in the middle of it: the question and my words are still there.
  await hers.page.reload();
  await dialog.waitFor();
  await reads(hers.page, "Anna asks politely");
  expect(await draftOf(name)).toMatchObject({ ask: "I ask politely" });
  // Put off, and taken up again; the canvas works meanwhile.
  await dialog.focus();
  await hers.page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await hers.page.locator("[data-node-id=say]").click();
  await rewrite(field(hers.page), "said meanwhile");
  await hers.page.getByRole("button", { name: /Conflict: 1 choice/ }).click();
  await dialog.getByRole("radio", { name: "Both, to edit" }).check();
  await dialog.getByRole("textbox", { name: /Both, to edit/ }).fill("We ask politely");
  await dialog.getByRole("button", { name: "Save my choice" }).click();
  await justSaved(hers.page);
  expect(await draftOf(name)).toEqual({ ask: "We ask politely", say: "said meanwhile" });
  for (const choice of ["Mine", "Theirs"] as const) {
    await at(mine.page, name, "ask");
    await at(hers.page, name, "ask");
    await hers.context.setOffline(true);
    await rewrite(field(hers.page), `hers before ${choice}`);
    await state(hers.page, "offline");
    await rewrite(field(mine.page), `mine before ${choice}`);
    await justSaved(mine.page);
    await hers.context.setOffline(false);
    await dialog.getByRole("radio", { name: new RegExp(`^${choice}`) }).check();
    await dialog.getByRole("button", { name: "Save my choice" }).click();
    await justSaved(hers.page);
    expect(await draftOf(name)).toMatchObject({ ask: choice === "Mine" ? `hers before ${choice}` : `mine before ${choice}` });
  }
});

test("a reload at any moment loses nothing: at once after a key, while saving, and without a network", async () => {
  const name = `reload-${stamp}`;
  await draw(name);
  const { page, context } = mine;
  for (const wait of [0, 120, 500, 810, 900]) {
    await at(page, name, "ask");
    await rewrite(field(page), `after ${wait}`);
    await page.waitForTimeout(wait);
    await page.reload();
    await field(page).waitFor();
    await reads(page, `after ${wait}`);
    await state(page, "saved");
    await expect.poll(() => draftOf(name)).toMatchObject({ ask: `after ${wait}` });
  }
  await context.setOffline(true);
  await rewrite(field(page), "written on a train");
  await state(page, "offline");
  await context.setOffline(false);
  await page.reload();
  await field(page).waitFor();
  await reads(page, "written on a train");
});

test("tabs of one person keep their own edits: a closed one’s come back, a living one’s are left to it", async () => {
  const name = `tabs-${stamp}`;
  await draw(name);
  const other = await mine.context.newPage();
  await at(mine.page, name, "ask");
  await at(other, name, "say");
  // Neither can save; nobody asks the server for the draft.
  await mine.context.route("**/draft", (route) => (route.request().method() === "PUT" ? route.abort() : route.continue()));
  await rewrite(field(mine.page), "from the first tab");
  await rewrite(field(other), "from the second tab");
  await state(mine.page, "offline");
  await state(other, "offline");
  const third = await mine.context.newPage();
  await at(third, name, "ask");
  await reads(third, "ask as it was");
  await third.close();
  await other.close();
  await mine.context.unroute("**/draft");
  await mine.page.reload();
  await field(mine.page).waitFor();
  await reads(mine.page, "from the first tab");
  await expect.poll(() => draftOf(name)).toEqual({ ask: "from the first tab", say: "from the second tab" });
});

test("a flow deleted meanwhile says so, and what was written can be taken along", async () => {
  const name = `gone-${stamp}`;
  await draw(name);
  await at(hers.page, name, "ask");
  expect((await send(mine.page, "DELETE", `/flows/${name}`, {})).status).toBe(204);
  await rewrite(field(hers.page), "too late");
  await hers.page.locator("[data-trouble=gone]").waitFor();
  await picture(hers.page, "gone");
  const [file] = await Promise.all([hers.page.waitForEvent("download"), hers.page.getByRole("button", { name: "Download my version" }).click()]);
  expect(file.suggestedFilename()).toBe(`${name}.flow.json`);
});

test("before something large there is a restore point, and restoring is one step", async () => {
  const name = `points-${stamp}`;
  await draw(name);
  const { page } = mine;
  await at(page, name, "ask");
  await page.getByRole("button", { name: "Close the inspector" }).click();
  await page.locator("[data-node-id=say]").focus();
  for (let n = 0; n < 4; n += 1) await page.keyboard.press("Control+Shift+ArrowDown");
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("tidy up the whole");
  await page.keyboard.press("Enter");
  await page.locator("[data-said]").filter({ hasText: "Tidied up." }).waitFor({ state: "attached" });
  await justSaved(page);
  await page.goto(`/flows/${name}?panel=history`);
  await page.getByText(/Before tidy up, \d/).first().waitFor();
  await picture(page, "restore-points");
  await page.getByRole("button", { name: /Restore: Before tidy up/ }).first().click();
  await page.getByText(/Before restore of the state before tidy up/).first().waitFor();
});

test("what one deletes at once another brings back, in another browser", async () => {
  const name = `bulk-${stamp}`;
  expect((await send(mine.page, "POST", "/flows", { name, title: name })).status).toBe(201);
  const ids = ["one", "two", "three", "four", "five", "six"];
  const nodes = ids.map((id) => ({ id, kind: "reply", config: { text: `${id} as it was` } }));
  const edges = ["start", ...ids.slice(0, -1)].map((from, index) => ({ from, to: ids[index] }));
  expect((await send(mine.page, "PUT", `/flows/${name}/draft`, { format: "flowright/1", name, title: name, nodes, edges })).status).toBe(200);
  const { page } = mine;
  await page.goto(`/flows/${name}`);
  await page.locator("[data-node-id=one]").focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await page.locator("[data-node-id=one]").waitFor({ state: "detached" });
  await justSaved(page);
  await page.goto(`/flows/${name}?panel=history`);
  await page.locator("[data-restore-point=kept]").waitFor();
  await picture(page, "restore-point-mine");
  // She has never had this flow open, and it is hers to bring back.
  await hers.page.goto(`/flows/${name}?panel=history`);
  const row = hers.page.locator("[data-restore-point=kept]");
  await row.getByText("6 nodes", { exact: true }).waitFor();
  expect(await row.getByText("you", { exact: true }).count()).toBe(0);
  expect(await violations(hers.page)).toEqual([]);
  await picture(hers.page, "restore-point-hers");
  await row.getByRole("button", { name: /Restore: Before/ }).click();
  await hers.page.locator("[data-node-id=six]").waitFor();
  await justSaved(hers.page);
  await expect.poll(() => draftOf(name)).toEqual(Object.fromEntries(ids.map((id) => [id, `${id} as it was`])));
});

test("without a network a restore point waits in its browser, and is handed over once there is one", async () => {
  const name = `waits-${stamp}`;
  await draw(name);
  const { page } = mine;
  await page.goto(`/flows/${name}?panel=history`);
  await page.locator("[data-node-id=say]").waitFor();
  await mine.context.setOffline(true);
  await page.locator("[data-node-id=say]").focus();
  for (let n = 0; n < 4; n += 1) await page.keyboard.press("Control+Shift+ArrowDown");
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("tidy up the whole");
  await page.keyboard.press("Enter");
  await page.locator("[data-said]").filter({ hasText: "Tidied up." }).waitFor({ state: "attached" });
  await page.locator("[data-restore-point=here]").getByText("only in this browser so far").waitFor();
  await mine.context.setOffline(false);
  await page.locator("[data-restore-point=kept]").waitFor({ timeout: 40_000 });
  expect(await page.locator("[data-restore-point]").count()).toBe(1);
  await hers.page.goto(`/flows/${name}?panel=history`);
  await hers.page.locator("[data-restore-point=kept]").waitFor();
});

test("who else is here is seen in the header, at the node and over its form, in light and dark", async () => {
  const name = `present-${stamp}`;
  await draw(name);
  await at(mine.page, name, "ask");
  await at(hers.page, name, "ask");
  await field(hers.page).focus();
  await mine.page.locator("[data-present='Anna Lind']").waitFor();
  await mine.page.getByText("Anna Lind is editing ‘ask’: text").waitFor();
  await mine.page.locator("[data-present-at=ask]").getByText("Anna Lind").waitFor();
  for (const theme of ["light", "dark"] as const) {
    await mine.page.emulateMedia({ colorScheme: theme });
    expect(await violations(mine.page)).toEqual([]);
    await picture(mine.page, `present-${theme}`);
  }
  await mine.page.emulateMedia({ colorScheme: "light" });
  // What she saves comes in by itself, and nothing is written for it.
  await rewrite(field(hers.page), "written by Anna");
  await justSaved(hers.page);
  await reads(mine.page, "written by Anna");
  await hers.page.goto("/flows");
  await mine.page.locator("[data-present='Anna Lind']").waitFor({ state: "detached" });
});

test("a comment on a node mentions somebody, who finds, answers and settles it", async () => {
  const name = `said-${stamp}`;
  await draw(name);
  await mine.page.goto(`/flows/${name}`);
  await mine.page.locator("[data-node-id=ask]").focus();
  await mine.page.keyboard.press("m");
  const box = mine.page.getByRole("combobox", { name: "Comment" });
  await box.pressSequentially("Is this **polite**? @Anna");
  await mine.page.getByRole("option", { name: "Anna Lind" }).waitFor();
  await mine.page.keyboard.press("Enter");
  await mine.page.keyboard.press("Control+Enter");
  await mine.page.getByRole("list", { name: "Comments" }).getByText("polite", { exact: true }).waitFor();
  const marker = mine.page.locator("[data-comment-marker]");
  await marker.getByText("1").waitFor();
  // From near and from farther away it lies beside the card, on none of its marks.
  const lies = () => marker.evaluate((mark) => (mark.getBoundingClientRect().left > (document.querySelector("[data-node-id=ask]")?.getBoundingClientRect().right ?? Infinity) ? "beside" : "over"));
  expect(await lies()).toBe("beside");
  await mine.page.getByRole("button", { name: "Zoom out" }).click();
  expect(await lies()).toBe("beside");
  for (const theme of ["light", "dark"] as const) {
    await mine.page.emulateMedia({ colorScheme: theme });
    expect(await violations(mine.page)).toEqual([]);
    await picture(mine.page, `comments-${theme}`);
  }
  await mine.page.emulateMedia({ colorScheme: "light" });
  const thread = await mine.page.locator("[data-thread]").first().getAttribute("data-thread");
  await hers.page.goto(`/flows/${name}?comment=${thread}`);
  const threads = hers.page.getByRole("list", { name: "Comments" });
  await threads.getByRole("button", { name: "Reply" }).click();
  await hers.page.getByRole("combobox", { name: "Reply" }).fill("It is now.");
  await threads.getByRole("button", { name: "Reply" }).click();
  await threads.getByText("It is now.").waitFor();
  await threads.getByRole("button", { name: "Resolve" }).click();
  await threads.getByText("resolved by Anna Lind").waitFor();
  await hers.page.locator("[data-comment-marker]").waitFor({ state: "detached" });
});
