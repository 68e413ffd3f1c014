// Ctrl+K on every page, by keyboard alone: pages, flows, tickets and articles are found, in the editor its commands too.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { violations } from "./support/axe.ts";
import { launch, open, picture, settled, signIn, type Watched } from "./support/browser.ts";
import { draw, send } from "./support/flow.ts";

const stamp = Date.now().toString(36);
const FLOW = `finding-${stamp}`;
const HELPDESK = `found-${stamp}`;
const TITLE = `The kettle ${stamp} whistles`;

let browser: Browser;
let mine: Watched;
let page: Page;
let number = "";
let article = "";

const list = () => page.getByRole("dialog", { name: /^(Search|All commands)$/ });
const group = (name: string) => list().getByRole("group", { name });

/** What is typed at once must not be lost, whether the list has been loaded or not. */
async function seek(text: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.keyboard.type(text);
  await expect.poll(() => list().getByRole("combobox").inputValue()).toBe(text);
}

/** Goes down to a row of a group and chooses it. */
async function choose(where: string, name: string): Promise<void> {
  const row = group(where).getByRole("option", { name }).first();
  await row.waitFor();
  for (let presses = 0; presses < 60 && (await row.getAttribute("aria-selected")) !== "true"; presses += 1) await page.keyboard.press("ArrowDown");
  expect(await row.getAttribute("aria-selected")).toBe("true");
  // The field keeps the focus and says which row it is at.
  expect(await list().getByRole("combobox").getAttribute("aria-activedescendant")).toBe(await row.getAttribute("id"));
  await page.keyboard.press("Enter");
  await list().waitFor({ state: "detached" });
}

const focused = () => page.evaluate(() => (document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? "").trim());

async function seen(name: string): Promise<void> {
  await picture(page, name);
  expect(await violations(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  await picture(page, `${name}-dark`);
  expect(await violations(page, { onlyColours: true })).toEqual([]);
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
}

beforeAll(async () => {
  browser = await launch();
  mine = await open(browser);
  page = mine.page;
  await signIn(page);
  await draw(page, FLOW, { nodes: [{ id: "say", kind: "reply", config: { text: "Hello" } }], edges: [{ from: "start", to: "say" }] });
  // Brings a knowledge base of articles.
  expect([201, 409]).toContain((await send(page, "POST", "/flows", { name: HELPDESK, title: HELPDESK, template: "it-helpdesk" })).status);
  const made = await send(page, "POST", "/tickets", { title: TITLE, description: "Since this morning" });
  expect(made.status, made.text).toBeLessThan(300);
  number = (JSON.parse(made.text) as { number: string }).number;
  const read = async () => (JSON.parse((await send(page, "GET", "/kb/search?q=vpn&base=it")).text) as { data?: { title: string }[] }).data?.[0]?.title ?? "";
  article = await vi.waitUntil(read, { timeout: 30_000, interval: 200 });
});

afterAll(async () => {
  expect(mine.complaints).toEqual([]);
  await browser?.close();
});

test("at home it opens at once, takes up what is typed, and leads to a page", async () => {
  await page.goto("/");
  await settled(page);
  await seek("live conv");
  await choose("Pages", "Live conversations");
  await page.waitForURL("**/desk/live");
});

test("everything one may go to is there before a letter is typed, and Escape leaves all as it was", async () => {
  await page.goto("/");
  await settled(page);
  const button = page.getByRole("button", { name: "Search Ctrl+K" });
  await button.focus();
  await page.keyboard.press("Enter");
  for (const name of ["Flows", "Models Admin", "Audit Admin"]) await group("Pages").getByRole("option", { name, exact: true }).waitFor();
  expect(await list().getByRole("group", { name: "Commands" }).count()).toBe(0);
  await seen("finding-1-home");
  await page.keyboard.press("Escape");
  await list().waitFor({ state: "detached" });
  await expect.poll(() => button.evaluate((one) => one === document.activeElement)).toBe(true);
  expect(new URL(page.url()).pathname).toBe("/");
});

test("on the desk a ticket is found by a word and by its number, also from within a field", async () => {
  await page.goto("/desk");
  await settled(page);
  await page.getByRole("searchbox", { name: "Search tickets" }).focus();
  await seek(`kettle ${stamp}`);
  await group("Tickets").getByRole("option", { name: TITLE }).waitFor();
  await seen("finding-2-ticket");
  await page.keyboard.press("Escape");
  await list().waitFor({ state: "detached" });
  await expect.poll(focused).toBe("Search tickets");

  await seek(`kettle ${stamp}`);
  await choose("Tickets", TITLE);
  await page.waitForURL(`**/desk/${number}`);
  await page.getByRole("heading", { name: TITLE }).waitFor();

  // Part of the number, as somebody says it.
  await page.goto("/desk");
  await settled(page);
  await seek(number.replace(/^TKT-/, ""));
  await choose("Tickets", number);
  await page.waitForURL(`**/desk/${number}`);
});

test("an article and a flow are found from the page of a ticket", async () => {
  await page.goto(`/desk/${number}`);
  await settled(page);
  await seek("vpn");
  await group("Articles").getByRole("option").first().waitFor();
  const titles = await group("Articles").getByRole("option").allTextContents();
  expect(new Set(titles).size).toBe(titles.length);
  await seen("finding-3-article");
  await choose("Articles", article);
  await page.waitForURL(/\/kb\/it(\/|$)/);
  await seek(FLOW);
  await choose("Flows", FLOW);
  await page.waitForURL((url) => url.pathname === `/flows/${FLOW}`);
});

test("what was chosen last comes first", async () => {
  await page.goto("/tools");
  await settled(page);
  await page.keyboard.press("Control+k");
  await list().getByRole("option").first().waitFor();
  expect(await group("Recent").getByRole("option").first().textContent()).toContain(FLOW);
  await page.keyboard.press("Escape");
  await list().waitFor({ state: "detached" });
});

test("in the editor the commands are there too, and still a ticket and another flow", async () => {
  await page.goto(`/flows/${FLOW}`);
  await page.locator("[data-node-id=say]").focus();
  await seek("outline");
  await page.getByRole("dialog", { name: "All commands" }).waitFor();
  await choose("Commands", "Outline or canvas");
  await page.getByRole("treegrid", { name: "Steps of the flow" }).waitFor();
  await seek(`kettle ${stamp}`);
  await group("Tickets").getByRole("option", { name: TITLE }).waitFor();
  await seen("finding-4-editor");
  await page.keyboard.press("Escape");
  await list().waitFor({ state: "detached" });
  // The button of the rail opens the same.
  await page.getByRole("button", { name: "Search Ctrl+K" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "All commands" }).waitFor();
  await page.keyboard.type(HELPDESK);
  await choose("Flows", HELPDESK);
  await page.waitForURL((url) => url.pathname === `/flows/${HELPDESK}`);
});

test("what cannot be asked says so, and the rest is there", async () => {
  await page.goto("/");
  await settled(page);
  await page.route(
    (url) => url.pathname === "/api/v1/tickets",
    (route) => route.fulfill({ status: 503, contentType: "application/json", body: JSON.stringify({ type: "about:blank", title: "Unavailable", status: 503, detail: "The database does not answer." }) }),
  );
  await seek("vpn");
  await list().getByText(/^Tickets could not be searched: /).waitFor();
  await group("Articles").getByRole("option").first().waitFor();
  await seen("finding-5-refused");
  await page.unrouteAll();
  await page.keyboard.press("Escape");
  await list().waitFor({ state: "detached" });
});

test("it stays closed behind a dialog", async () => {
  await page.goto("/flows");
  await page.getByRole("button", { name: "New flow" }).first().click();
  await page.getByRole("dialog", { name: "New flow" }).waitFor();
  await page.keyboard.press("Control+k");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog", { name: "New flow" }).waitFor({ state: "detached" });
  expect(await list().count()).toBe(0);
});

test("on a phone it is under More, and the focus comes back to that", async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/");
  await settled(page);
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("dialog", { name: "More" }).getByRole("button", { name: "Search" }).click();
  await page.keyboard.type(number);
  await group("Tickets").getByRole("option", { name: TITLE }).waitFor();
  await page.getByRole("dialog", { name: "More" }).waitFor({ state: "detached" });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await seen("finding-6-phone");
  await page.keyboard.press("Escape");
  await list().waitFor({ state: "detached" });
  await expect.poll(focused).toBe("More");
  await page.setViewportSize({ width: 1440, height: 900 });
});
