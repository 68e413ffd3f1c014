// The chat of the people whom an assistant helps: asked, interrupted, cut off, gone on with.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { violations } from "./support/axe.ts";
import { launch, open, picture, signIn, type Watched } from "./support/browser.ts";
import { send as sendAs } from "./support/flow.ts";

const stamp = Date.now().toString(36);
const HELP = `chat-help-${stamp}`;
const SLOW = `chat-slow-${stamp}`;
const TALK = `chat-talk-${stamp}`;

let browser: Browser;
let mine: Watched;
let page: Page;
let state: Awaited<ReturnType<BrowserContext["storageState"]>>;

const send = (method: string, path: string, body?: object) => sendAs(page, method, path, body);

async function publish(name: string, document: object): Promise<void> {
  expect((await send("POST", "/flows", { name, title: name })).status).toBe(201);
  const saved = await send("PUT", `/flows/${name}/draft`, { format: "flowright/1", title: name, ...document, name });
  expect(saved.status, saved.text).toBe(200);
  const published = await send("POST", `/flows/${name}/publish`, {});
  expect(published.status, published.text).toBeLessThan(300);
}

const log = () => page.getByRole("log", { name: "Conversation" });
const say = async (text: string) => {
  await page.getByLabel("Message").fill(text);
  await page.keyboard.press("Enter");
};

beforeAll(async () => {
  browser = await launch();
  mine = await open(browser);
  page = mine.page;
  await signIn(page);
  const { tests: _, ...example } = JSON.parse(readFileSync(join(import.meta.dirname, "../../examples/it-helpdesk/flow.json"), "utf8")) as Record<string, unknown>;
  await publish(HELP, { ...example, name: HELP });
  const answer = (id: string, text: string) => ({ id, kind: "reply", config: { text } });
  const pause = (id: string) => ({ id, kind: "wait", config: { for: "2s" } });
  await publish(SLOW, {
    nodes: [answer("one", "First part."), pause("rest"), answer("two", "Second part."), { id: "long", kind: "wait", config: { for: "10m" } }, answer("three", "Third part.")],
    edges: [{ from: "start", to: "one" }, { from: "one", to: "rest" }, { from: "rest", to: "two" }, { from: "two", to: "long" }, { from: "long", to: "three" }],
  });
  await publish(TALK, {
    nodes: [answer("hello", "I ask a colleague."), { id: "desk", kind: "handoff", config: { reason: "wants a person" } }, answer("back", "I am back: {{ desk.text }}")],
    edges: [{ from: "start", to: "hello" }, { from: "hello", to: "desk" }, { from: "desk.returned", to: "back" }],
  });
  state = await mine.context.storageState();
});

afterAll(async () => {
  expect(mine.complaints).toEqual([]);
  await browser?.close();
});

test("an answer names its sources, which show their passage when one looks at them", async () => {
  await page.goto(`/chat/${HELP}`);
  await page.getByText("what can I help with?").waitFor();
  expect(await violations(page)).toEqual([]);
  await say("My VPN does not connect");
  await page.getByRole("button", { name: "Yes, thanks" }).waitFor();
  const chip = log().locator("[data-citation]").first();
  await chip.hover();
  const source = page.getByRole("dialog", { name: "Source 1" });
  await source.waitFor();
  expect(await violations(page)).toEqual([]);
  await picture(page, "chat-1-source");
  await page.getByLabel("Message").hover();
  await source.waitFor({ state: "detached" });
  await chip.click();
  await source.waitFor();
  await page.keyboard.press("Escape");
  await source.waitFor({ state: "detached" });
  // The article itself, opened at the passage; the focus comes back to the chip.
  await chip.click();
  await source.getByRole("button", { name: "Open the article" }).click();
  const article = page.getByRole("dialog", { name: "VPN and working from home" });
  const cited = article.locator("[data-cited]").first();
  await cited.waitFor();
  await expect.poll(() => cited.evaluate((one) => { const box = one.getBoundingClientRect(); const body = (one.closest("[data-dialog-body]") as HTMLElement).getBoundingClientRect(); return box.top >= body.top && box.bottom <= body.bottom; })).toBe(true);
  expect(await cited.textContent()).toContain("The passage that was used:");
  for (const theme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: theme });
    expect(await violations(page)).toEqual([]);
    await picture(page, `chat-article-${theme}`);
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.keyboard.press("Escape");
  await article.waitFor({ state: "detached" });
  await expect.poll(() => chip.evaluate((one) => one === document.activeElement)).toBe(true);
  await page.getByLabel("Message").click();
  await page.getByText("Sources", { exact: true }).waitFor();
});

test("screen readers hear sentences, and where the choice is", async () => {
  const heard = await page.locator("[data-announcer] p").allTextContents();
  expect(heard.at(-1)).toContain("Did this help? Choose with the buttons at the end of the conversation");
  expect(await log().getAttribute("aria-live")).toBe("off");
  const snapshot = await log().ariaSnapshot();
  for (const line of [/^- log "Conversation":/, /article "You, \d\d:\d\d": My VPN does not connect/, /article "Assistant, \d\d:\d\d":/, /button "1 VPN/, /button "Helpful"/, /button "Yes, thanks"/]) expect(snapshot).toMatch(line);
});

test("the arrow keys walk from message to message, and Escape leads back to the field", async () => {
  await log().focus();
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? "");
  await page.keyboard.press("Home");
  expect(await focused()).toMatch(/^You/);
  await page.keyboard.press("ArrowDown");
  expect(await focused()).toMatch(/^Assistant/);
  await page.keyboard.press("Escape");
  expect(await focused()).toBe("Message");
});

test("a thumb down asks why, and takes a reason and words", async () => {
  await page.getByRole("button", { name: "Not helpful" }).first().click();
  const why = page.getByRole("form", { name: "What was not right?" });
  await why.getByRole("button", { name: "It is outdated" }).click();
  await why.getByRole("textbox").fill("The client has another name now.");
  expect(await violations(page)).toEqual([]);
  await picture(page, "chat-2-feedback");
  const sent = page.waitForRequest((request) => request.url().endsWith("/feedback") && request.postData()?.includes("outdated") === true);
  await why.getByRole("button", { name: "Send feedback" }).click();
  expect(JSON.parse((await sent).postData() ?? "{}")).toEqual({ rating: "down", reason: "outdated", comment: "The client has another name now." });
  await page.getByText("Thank you, this is passed on.").waitFor();
});

test("the form begins with one’s own words, and leads to a ticket that lives in its card", async () => {
  await page.getByRole("button", { name: "No, I need more help" }).click();
  const form = page.getByRole("form", { name: "IT ticket" });
  await form.waitFor();
  expect(await form.getByLabel("What is it about?").inputValue()).toBe("My VPN does not connect");
  expect(await form.getByLabel("What happened?").inputValue()).toBe("My VPN does not connect");
  await form.getByText("understood from your message").first().waitFor();
  await form.getByLabel("How bad is it?").selectOption("");
  await form.getByLabel("What is it about?").focus();
  await page.keyboard.press("Enter");
  await form.getByText("Please fill this in.").first().waitFor();
  expect(await violations(page)).toEqual([]);
  await picture(page, "chat-3-form");
  await form.getByLabel("Category").selectOption("network");
  await form.getByLabel("How bad is it?").selectOption("P3");
  await form.getByLabel("What is it about?").focus();
  await page.keyboard.press("Enter");
  const card = page.locator("[data-ticket]").first();
  await card.getByRole("button", { name: "Add a comment" }).click();
  await card.getByLabel("Comment").fill("Since this morning.");
  await card.getByRole("button", { name: "Send comment" }).click();
  await card.getByText("Since this morning.").waitFor();
  // What the desk does is seen in place.
  const number = (await card.getAttribute("data-ticket")) ?? "";
  expect((await send("PATCH", `/tickets/${number}`, { status: "open" })).status).toBe(200);
  expect((await send("POST", `/tickets/${number}/close`, {})).status).toBe(200);
  await card.getByRole("button", { name: "Reopen" }).click();
  await page.locator('[data-ticket][data-ticket-status="open"]').waitFor();
  expect(await violations(page)).toEqual([]);
  await picture(page, "chat-4-ticket");
});

test("a network that goes away in the middle loses nothing and doubles nothing", async () => {
  await page.goto(`/chat/${SLOW}`);
  await say("Go");
  await log().getByText("First part.").waitFor();
  await mine.context.setOffline(true);
  await page.waitForTimeout(3_500);
  await mine.context.setOffline(false);
  await log().getByText("Second part.").waitFor();
  expect(await log().getByText("First part.").count()).toBe(1);
  expect(await log().getByText("Second part.").count()).toBe(1);
  await page.reload();
  await log().getByText("Second part.").waitFor();
  expect(await log().getByRole("article").count()).toBe(3);
});

test("a message whose answer was lost on the way is sent again and is there once", async () => {
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("button", { name: "New conversation" }).click();
  let lost = 0;
  await page.route("**/messages", async (route) => {
    if (route.request().method() !== "POST" || lost > 0) return route.fallback();
    lost += 1;
    await route.fetch();
    await route.abort("connectionreset");
  });
  await say("Only once");
  await log().getByText("First part.").waitFor();
  await page.unroute("**/messages");
  await log().getByText("Second part.").waitFor();
  await page.reload();
  await log().getByText("Second part.").waitFor();
  expect(lost).toBe(1);
  expect(await log().getByText("Only once").count()).toBe(1);
});

test("whoever reads further up is told how much is new", async () => {
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("button", { name: "New conversation" }).click();
  await page.setViewportSize({ width: 1440, height: 300 });
  await say("A long question.\n".repeat(12));
  await log().getByText("First part.").waitFor();
  await log().evaluate((element) => element.scrollTo(0, 0));
  const more = page.getByRole("button", { name: /^1 new message/ });
  await more.click();
  await log().getByText("Second part.").waitFor();
  await more.waitFor({ state: "detached" });
  await page.setViewportSize({ width: 1440, height: 900 });
});

test("what runs can be stopped", async () => {
  const run = await page.evaluate(async () => {
    const list = (await (await fetch("/api/v1/conversations?mine=true&sort=-updated_at&limit=1")).json()) as { data: { active_run: { id: string } | null }[] };
    return list.data[0]?.active_run?.id ?? "";
  });
  expect((await send("POST", `/runs/${run}/cancel`, { reason: "test" })).status).toBeLessThan(300);
  await page.getByText("Stopped.").waitFor();
});

test("a person takes over under their own name", async () => {
  await page.goto(`/chat/${TALK}`);
  await say("A person, please");
  await log().getByText("Waiting for a person.").waitFor();
  await say("Are you there?");
  const id = await page.evaluate(async (flow) => ((await (await fetch(`/api/v1/conversations?mine=true&flow=${flow}`)).json()) as { data: { id: string }[] }).data[0]?.id ?? "", TALK);
  expect((await send("POST", `/conversations/${id}/handoff`, { text: "Hello, I am here." })).status).toBe(200);
  await log().getByText("has joined the conversation").waitFor();
  await picture(page, "chat-5-person");
  expect(await violations(page)).toEqual([]);
  expect((await send("POST", `/conversations/${id}/return`, { text: "all done" })).status).toBe(202);
  await log().getByText("I am back: all done").waitFor();
});

test("earlier conversations are in the menu, with language and theme; it stays open when the conversation comes only then", async () => {
  const held = new Promise<() => Promise<void>>((reached) => {
    void page.route("**/messages?*", (route) => reached(() => route.continue()));
  });
  await page.goto(`/chat/${HELP}`);
  await page.getByRole("button", { name: "Menu" }).click();
  const menu = page.getByRole("dialog", { name: "Menu" });
  await (await held)();
  await page.unroute("**/messages?*");
  await log().getByText("My VPN does not connect").first().waitFor();
  await menu.getByLabel("Theme").selectOption("dark");
  expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe("dark");
  expect(await violations(page)).toEqual([]);
  await picture(page, "chat-6-menu-dark");
  await menu.getByLabel("Theme").selectOption("system");
  await menu.getByRole("button", { name: "New conversation" }).click();
  await page.getByText("what can I help with?").waitFor();
  expect(await page.getByText("My VPN does not connect").count()).toBe(0);
  await page.getByRole("button", { name: "Menu" }).click();
  await menu.getByRole("button", { name: "Earlier conversations" }).click();
  await menu.getByRole("list", { name: "Earlier conversations" }).getByRole("button").first().click();
  await log().getByText("My VPN does not connect").first().waitFor();
});

test("the portal asks, and has one’s tickets, conversations and assistants", async () => {
  await page.goto("/portal.html");
  await page.getByRole("list", { name: "My tickets" }).locator("[data-ticket]").first().waitFor();
  await page.getByRole("list", { name: "My conversations" }).getByRole("link", { name: /My VPN does not connect/ }).first().waitFor();
  await picture(page, "portal");
  expect(await violations(page)).toEqual([]);
  await page.getByLabel("Assistant", { exact: true }).selectOption(HELP);
  await page.getByLabel("What do you need help with?").fill("How do I reset my password?");
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  await log().getByRole("article").filter({ hasText: "How do I reset my password?" }).first().waitFor();
  await log().getByRole("button", { name: "Yes, thanks" }).waitFor();
  // Once: a reload does not ask again.
  await page.reload();
  await log().getByRole("button", { name: "Yes, thanks" }).waitFor();
  expect(await log().getByRole("article", { name: /^You/ }).count()).toBe(1);
  await page.goto("/portal.html");
  await page.getByRole("list", { name: "My conversations" }).getByRole("link", { name: /My VPN does not connect/ }).first().click();
  await log().getByText("My VPN does not connect").first().waitFor();
});

test("on a phone it fits, is installable, and its buttons are as wide as a finger", async () => {
  for (const width of [390, 320]) {
    for (const theme of ["light", "dark"] as const) {
      const phone = await open(browser, { width, height: 700, isPhone: true, theme, state });
      await phone.page.goto(`/chat/${HELP}`);
      await phone.page.getByLabel("Message").fill("How do I reset my password?");
      await phone.page.getByRole("button", { name: "Send" }).click();
      await phone.page.getByRole("button", { name: "No, I need more help" }).click();
      await phone.page.getByRole("form").waitFor();
      expect(await phone.page.evaluate(() => Math.max(window.innerWidth, document.documentElement.scrollWidth))).toBeLessThanOrEqual(width);
      const small = await phone.page.getByRole("button").evaluateAll((all) =>
        all.filter((one) => !one.hasAttribute("data-citation") && one.getClientRects().length > 0 && one.getBoundingClientRect().height < 44).map((one) => one.textContent || one.getAttribute("aria-label")),
      );
      expect(small).toEqual([]);
      expect(await violations(phone.page)).toEqual([]);
      await picture(phone.page, `chat-7-phone-${width}-${theme}`);
      const manifest = await phone.page.evaluate(async () => {
        const link = document.querySelector<HTMLLinkElement>('link[rel="manifest"]');
        const answer = await fetch(link?.href ?? "");
        return { type: answer.headers.get("content-type"), body: (await answer.json()) as { icons: { src: string }[] } };
      });
      expect(manifest.type).toContain("json");
      expect(manifest.body.icons.length).toBeGreaterThan(1);
      expect(phone.complaints).toEqual([]);
      await phone.context.close();
    }
  }
});
