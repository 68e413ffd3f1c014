// A flow's life after it is drawn: brought in, mended, compared, promoted and rolled back.
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { violations } from "./support/axe.ts";
import { launch, open, picture, signIn, type Watched } from "./support/browser.ts";
import { send as sendAs } from "./support/flow.ts";

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

const send = (method: string, path: string, body?: object) => sendAs(page, method, path, body);

const greeting = (name: string, text: string) => ({
  format: "flowright/1",
  name,
  title: "Greeting",
  nodes: [
    { id: "words", kind: "template", config: { text } },
    { id: "say", kind: "reply", config: { text: "{{ words.text }}, and welcome" } },
  ],
  edges: [
    { from: "start", to: "words" },
    { from: "words", to: "say" },
  ],
});

async function draw(name: string, document: object): Promise<void> {
  expect((await send("POST", "/flows", { name, title: "Greeting" })).status).toBe(201);
  expect((await send("PUT", `/flows/${name}/draft`, document)).status).toBe(200);
}

test("a flow of another product is read, explained and opened as a draft", async () => {
  await page.goto("/flows");
  await page.getByRole("button", { name: "New flow" }).first().click();
  await page.getByRole("button", { name: "Import…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Exported flow").setInputFiles(join(import.meta.dirname, "../../flow-schema/tests/import/dify-chat-runs.yml"));
  await dialog.getByText("Dify", { exact: true }).waitFor();
  await dialog.getByText(/carried over, \d+ approximated/).waitFor();
  expect(await violations(page)).toEqual([]);
  await picture(page, "import");
  await dialog.getByLabel("Name").fill(`brought-${stamp}`);
  await dialog.getByRole("button", { name: "Open as a draft" }).click();
  await page.waitForURL((url) => url.pathname === `/flows/brought-${stamp}`);
  await page.locator("[data-node-id=start]").waitFor();
  expect(await page.locator("[data-node-id]").count()).toBeGreaterThan(3);
});

test("a finding is mended with its button, and undone like any edit", async () => {
  const name = `mended-${stamp}`;
  await draw(name, { ...greeting(name, "Hello"), nodes: greeting(name, "Hello").nodes.map((node) => (node.id === "say" ? { ...node, config: { text: "{{ word.text }}" } } : node)) });
  await page.goto(`/flows/${name}?panel=problems`);
  await page.locator("[data-finding=FR031]").first().waitFor();
  await page.getByRole("button", { name: "Use ‘words’", exact: true }).first().click();
  await page.getByText("No problems. This flow can be published.").waitFor();
  await page.locator("[data-node-id=say]").focus();
  await page.keyboard.press("Control+z");
  await page.locator("[data-finding=FR031]").first().waitFor();
});

/** Two versions: another text, a new node between, one node gone, one renamed. */
async function twoVersions(name: string): Promise<void> {
  const first = greeting(name, "Hello and welcome to the helpdesk of the house, how can we help you today?");
  first.nodes.push({ id: "former", kind: "template", config: { text: "not needed" } }, { id: "bye", kind: "reply", config: { text: "Good bye" } });
  first.edges.push({ from: "say", to: "former" }, { from: "former", to: "bye" });
  await draw(name, first);
  expect((await send("POST", `/flows/${name}/publish`, { message: "First" })).status).toBe(201);
  const second = greeting(name, "Hello and welcome to the service desk of the house, how can we help you today?");
  second.nodes.push({ id: "thanks", kind: "template", config: { text: "Thank you" } }, { id: "farewell", kind: "reply", config: { text: "Good bye" } });
  second.edges.push({ from: "say", to: "thanks" }, { from: "thanks", to: "farewell" });
  expect((await send("PUT", `/flows/${name}/draft`, second)).status).toBe(200);
}

test("a draft is compared with what is published on the canvas, mark by mark", async () => {
  const name = `compared-${stamp}`;
  await twoVersions(name);
  await page.goto(`/flows/${name}/versions`);
  await page.getByRole("link", { name: "What the draft changes" }).click();
  await page.locator("[data-node-id=words][data-diff=changed]").waitFor();
  await page.locator("[data-node-id=thanks][data-diff=added]").waitFor();
  await page.locator("[data-node-id=former][data-diff=removed]").waitFor();
  await page.locator("[data-node-id=farewell][data-diff=renamed]").waitFor();
  expect(await page.locator("[data-edge][data-diff=added]").count()).toBe(2);
  expect(await page.locator("[data-edge][data-diff=removed]").count()).toBe(2);
  // A rename is one change, and no rewiring.
  await page.getByText("1 node changed, 1 new node, 1 node removed, 1 node renamed").waitFor();
  expect(await violations(page)).toEqual([]);
  await picture(page, "diff");
  // Through the changes by keyboard; the text is compared by word.
  await page.keyboard.press("]");
  const detail = page.getByRole("complementary", { name: "Before and after" });
  await detail.getByText("service").waitFor();
  expect(await detail.locator("del").textContent()).toContain("helpdesk");
  await page.getByText(/^1 of /).waitFor();
  await page.keyboard.press("[");
  await page.getByText(/^(\d+) of \1$/).waitFor();
  // A click on the canvas chooses in the list.
  await page.locator("[data-node-id=former]").click();
  await page.locator("button[aria-current]").filter({ hasText: "former" }).waitFor();
  await picture(page, "diff-detail");
  // What only stands elsewhere is no change; it is shown to who asks.
  expect((await send("PUT", `/flows/${name}/layout`, { nodes: { start: { x: 0, y: 0 }, words: { x: 328, y: 320 }, say: { x: 656, y: 0 }, thanks: { x: 984, y: 0 }, farewell: { x: 1312, y: 0 } } })).status).toBeLessThan(300);
  await page.reload();
  await page.locator("[data-node-id=words][data-diff=changed]").waitFor();
  expect(await page.locator("[data-moved]").count()).toBe(0);
  await page.getByLabel("Show what was moved").check();
  await page.locator("[data-node-id=words] [data-moved]").waitFor();
  await page.waitForURL(/moved=true/);
  expect(await violations(page)).toEqual([]);
});

test("the comparison is a list on a phone, and dark where people like it dark", async () => {
  const name = `compared-${stamp}`;
  const state = await mine.context.storageState();
  const phone = await open(browser, { width: 390, height: 844, isPhone: true, theme: "dark", state });
  await phone.page.goto(`/flows/${name}/versions?base=1&head=draft`);
  const row = phone.page.getByRole("button", { name: /^words/ });
  await row.click();
  await phone.page.getByText("service").first().waitFor();
  await picture(phone.page, "diff-phone");
  expect(await violations(phone.page)).toEqual([]);
  expect(await phone.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  expect(phone.complaints).toEqual([]);
  await phone.context.close();
  const dark = await open(browser, { theme: "dark", state });
  await dark.page.goto(`/flows/${name}/versions?base=1&head=draft`);
  await dark.page.locator("[data-node-id=former][data-diff=removed]").waitFor();
  await dark.page.keyboard.press("]");
  await dark.page.getByRole("complementary", { name: "Before and after" }).waitFor();
  await picture(dark.page, "diff-dark");
  expect(await violations(dark.page)).toEqual([]);
  await dark.context.close();
});

test("the versions that are compared stay in the address, whichever they are", async () => {
  const name = `compared-${stamp}`;
  await page.goto(`/flows/${name}/versions?base=draft&head=1`);
  await page.locator("[data-diff]").first().waitFor();
  await page.reload();
  await page.locator("[data-diff]").first().waitFor();
  expect(new URL(page.url()).search).toBe("?base=draft&head=1");
});

test("publishing says what changes, by whom and at what cost, and where it goes from there", async () => {
  const name = `compared-${stamp}`;
  await page.goto(`/flows/${name}?dialog=publish`);
  const dialog = page.getByRole("dialog", { name: "Publish" });
  await dialog.getByText("1 node changed, 1 new node, 1 node removed, 1 node renamed").waitFor();
  await dialog.getByText("A run asks no model.").waitFor();
  expect(await dialog.getByLabel("Message").inputValue()).toContain("1 node changed");
  expect(await violations(page)).toEqual([]);
  await picture(page, "publish");
  await dialog.getByLabel("Message").fill("Friendlier");
  await dialog.getByRole("button", { name: "Publish", exact: true }).click();
  const done = page.getByRole("dialog", { name: "Published as version 2" });
  await done.getByRole("img", { name: "QR code of the chat page" }).waitFor();
  await done.getByText("✓ has version 2").first().waitFor();
  expect(await violations(page)).toEqual([]);
  await picture(page, "published");
  await done.getByRole("button", { name: "Done" }).click();
});

test("a draft with an error leads to the problem instead of being published", async () => {
  const name = `broken-${stamp}`;
  await draw(name, { ...greeting(name, "Hello"), nodes: greeting(name, "Hello").nodes.map((node) => (node.id === "say" ? { ...node, config: { text: "{{ word.text }}" } } : node)) });
  await page.goto(`/flows/${name}`);
  await page.locator("[data-node-id=start]").waitFor();
  await page.locator("[data-node-id=say] [data-finding]").waitFor();
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await page.getByText(/Not published: \d error/).first().waitFor();
  await page.waitForFunction(() => document.activeElement?.matches("button[data-finding]"));
});

test("an environment is rolled back in one confirmed step, and promoted again", async () => {
  const name = `compared-${stamp}`;
  await page.goto(`/flows/${name}/versions`);
  const production = page.getByRole("region", { name: "Environments" }).getByRole("listitem").filter({ hasText: "Production" });
  await production.getByText("always the newest").waitFor();
  expect(await violations(page)).toEqual([]);
  await picture(page, "history");
  await page.getByRole("button", { name: "Roll back Production" }).click();
  const dialog = page.getByRole("dialog", { name: "Roll back Production" });
  await dialog.getByText(/goes from version 2 back to version 1/).waitFor();
  await dialog.getByText("1 node changed").waitFor();
  await dialog.getByText("Version 1 has everything it needs here.").waitFor();
  expect(await violations(page)).toEqual([]);
  await picture(page, "roll-back");
  await dialog.getByRole("button", { name: "Roll back to version 1" }).click();
  await production.getByText("v1", { exact: true }).waitFor();

  await production.getByRole("button", { name: /^Promote version 2/ }).click();
  await page.getByText("Version 2 has everything it needs here.").waitFor();
  await picture(page, "promote");
  await page.getByRole("dialog").getByRole("button", { name: "Promote version 2" }).click();
  await production.getByText("v2", { exact: true }).waitFor();

  // A part of the conversations gets the other version.
  await page.getByRole("button", { name: "Move Production to another version" }).click();
  await page.getByLabel("Try another version on some").selectOption("1");
  await page.getByLabel("Percent of new conversations").fill("25");
  await page.getByText("About 1 in 4 new conversations gets version 1").waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await production.getByText("25 % try v1").waitFor();
  await production.getByRole("table").waitFor();
  await page.reload();
  await production.getByRole("rowheader", { name: "v2" }).waitFor();
  await picture(page, "candidate");
});

test("an old version becomes the draft again, and is undone", async () => {
  const name = `compared-${stamp}`;
  await page.goto(`/flows/${name}/versions`);
  await page.getByRole("button", { name: "Restore version 1 as draft" }).click();
  await page.getByRole("dialog").getByText("What it replaces in the draft").waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "Restore version 1" }).click();
  await page.locator("[data-node-id=former]").waitFor();
  expect(await page.locator("[data-node-id=farewell]").count()).toBe(0);
  await page.locator("[data-node-id=words]").focus();
  await page.keyboard.press("Control+z");
  await page.locator("[data-node-id=farewell]").waitFor();
  await page.locator('[data-save-state="saved"]').waitFor();
  await page.reload();
  await page.locator("[data-node-id=farewell]").waitFor();
  expect(await page.locator("[data-node-id=former]").count()).toBe(0);
});

test("the channels say how people and programs reach the flow", async () => {
  const name = `compared-${stamp}`;
  await page.goto(`/flows/${name}/channels`);
  await page.getByRole("img", { name: "QR code of the chat page" }).waitFor();
  await page.getByText(`/api/v1/flows/${name}/runs?wait=30`).waitFor();
  expect(await violations(page)).toEqual([]);
  await picture(page, "channels");
  await page.getByRole("navigation", { name: "Pages of this flow" }).getByRole("link", { name: "Canvas" }).click();
  await page.locator("[data-node-id=words]").waitFor();
});

test("the flows are searched and sorted, and the address keeps how", async () => {
  const name = `compared-${stamp}`;
  await page.goto("/flows");
  await page.getByLabel("Search the flows").fill(name);
  await page.getByText(/^1 of \d+$/).waitFor();
  await page.getByLabel("Sort by").selectOption("name");
  await page.waitForURL(/q=compared.*sort=name|sort=name.*q=compared/);
  await page.reload();
  await page.getByText(/^1 of \d+$/).waitFor();
  await page.getByText("published v2").waitFor();
  expect(await violations(page)).toEqual([]);
  await picture(page, "flows");
  await page.getByLabel("Search the flows").fill("no such flow");
  await page.getByText("No flow is called that").waitFor();
  expect(await violations(page)).toEqual([]);
  await page.goto("/");
  await page.getByRole("heading", { name: "Operation" }).waitFor();
  expect(await violations(page)).toEqual([]);
  await picture(page, "home");
});
