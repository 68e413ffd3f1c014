// What a phone must be able to do, and what must hold on the smallest of them.
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { violations } from "./support/axe.ts";
import { launch, open, settled, signIn, type Watched } from "./support/browser.ts";

const PAGES = [
  "/",
  "/welcome?from=help",
  "/flows",
  "/flows/it-helpdesk",
  "/flows/it-helpdesk?panel=run",
  "/flows/it-helpdesk?panel=problems",
  "/flows/it-helpdesk?panel=history",
  "/flows/it-helpdesk?node=answer",
  "/flows/it-helpdesk/runs",
  "/flows/it-helpdesk/tests",
  "/flows/it-helpdesk/versions",
  "/flows/it-helpdesk/channels",
  "/desk",
  "/desk/approvals",
  "/kb",
  "/kb/it",
  "/tools",
  "/admin/models",
  "/admin/users",
  "/admin/audit",
  "/me",
  "/chat/it-helpdesk",
  "/chat/nobody-here",
  "/portal",
  "/no/such/page",
];

let browser: Browser;
let state: Awaited<ReturnType<BrowserContext["storageState"]>>;
let phone: Watched;
let page: Page;

beforeAll(async () => {
  browser = await launch();
  const desk = await open(browser);
  await signIn(desk.page);
  state = await desk.context.storageState();
  await desk.context.close();
  phone = await open(browser, { width: 390, height: 844, isPhone: true, state });
  page = phone.page;
});

afterAll(async () => {
  await browser?.close();
});

test("no page is wider than a phone of 320 pixels", async () => {
  const small = await open(browser, { width: 320, height: 640, isPhone: true, state });
  const wide: string[] = [];
  for (const path of PAGES) {
    await small.page.goto(path);
    await settled(small.page);
    // A page that is too wide makes a phone zoom out, so the window grows with it.
    const width = await small.page.evaluate(() => Math.max(window.innerWidth, document.documentElement.scrollWidth));
    if (width > 320) wide.push(`${path}: ${width} px`);
  }
  expect(wide).toEqual([]);
  await small.context.close();
});

test("on a phone too, the pages have no accessibility violations", async () => {
  const found: string[] = [];
  for (const theme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: theme });
    // The colours are those of the wide pages, so in dark the two that are used most on a phone will do.
    for (const path of theme === "light" ? PAGES : ["/flows/it-helpdesk?panel=run", "/chat/it-helpdesk"]) {
      await page.goto(path);
      await settled(page);
      found.push(...(await violations(page)).map((one) => `${path} in ${theme}: ${one}`));
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  expect(found).toEqual([]);
});

test("in the chat and the portal a finger finds everything", async () => {
  const small: string[] = [];
  const measure = async (where: string) => {
    const found = await page.evaluate(() =>
      [...document.querySelectorAll("button, a[href], input, select, textarea, summary")]
        // A number in a sentence is as high as its line; the same source stands below, with room.
        .filter((one) => !one.matches("[data-citation], [type=radio], [type=checkbox]") && one.checkVisibility())
        .map((one) => ({ name: one.getAttribute("aria-label") ?? (one.textContent || one.getAttribute("name") || one.tagName), box: one.getBoundingClientRect() }))
        .filter(({ box }) => box.height > 0 && (box.height < 44 || box.width < 44))
        .map(({ name, box }) => `${name.slice(0, 40)}: ${Math.round(box.width)} × ${Math.round(box.height)}`),
    );
    small.push(...found.map((one) => `${where}, ${one}`));
  };
  await page.goto("/chat/it-helpdesk");
  await page.getByRole("button", { name: "Menu" }).click();
  await measure("menu");
  await page.getByRole("button", { name: "New conversation" }).click();
  await page.getByLabel("Message").fill("My VPN does not connect");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: /No, I need more help/ }).waitFor();
  await measure("answer");
  await page.getByRole("button", { name: /No, I need more help/ }).click();
  const form = page.getByRole("form", { name: "IT ticket" });
  await form.waitFor();
  await measure("form");
  await form.getByLabel("Category").selectOption("network");
  await form.getByLabel("How bad is it?").selectOption("P3");
  await form.getByRole("button", { name: "Open the ticket" }).click();
  await page.locator("[data-ticket]").first().waitFor();
  await measure("ticket");
  await page.goto("/portal");
  await page.getByRole("list", { name: "My tickets" }).waitFor();
  await measure("portal");
  await page.goto("/chat/nobody-here");
  await page.getByRole("link", { name: "Open the help page" }).waitFor();
  await measure("no assistant");
  expect([...new Set(small)]).toEqual([]);
});

test("every place has a name under its icon, and what has no room in the bar is under More", async () => {
  await page.goto("/");
  const bar = page.getByRole("navigation", { name: "Main" });
  for (const name of ["Home", "Flows", "Desk", "Notices", "More"]) {
    const label = await bar.getByText(name, { exact: true }).boundingBox();
    expect(label?.height, name).toBeGreaterThan(8);
  }
  await bar.getByRole("button", { name: "More" }).click();
  const more = page.getByRole("dialog", { name: "More" });
  expect(await more.getByRole("link").allTextContents()).toEqual(["Knowledge", "Tools", "Admin", "Me"]);
  expect(await violations(page)).toEqual([]);
  await more.getByRole("link", { name: "Knowledge" }).click();
  await page.getByRole("heading", { name: "Knowledge" }).waitFor();
  await more.waitFor({ state: "detached" });
});

test("a value is inserted from within the inspector’s sheet", async () => {
  await page.goto("/flows/it-helpdesk?node=answer");
  const sheet = page.getByRole("dialog", { name: "Inspector" });
  await sheet.getByRole("button", { name: "Insert value" }).first().click();
  await page.getByRole("searchbox", { name: "Find a value" }).fill("best_score");
  await page.getByRole("treeitem", { name: /search\.best_score/ }).click();
  const prompt = sheet.getByRole("textbox", { name: "Prompt" });
  expect(await prompt.inputValue()).toContain("{{ search.best_score }}");
  await prompt.fill("{{ input.message }}");
  await page.keyboard.press("Escape");
  await sheet.waitFor({ state: "detached" });
  await page.locator('[data-save-state="saved"]').waitFor();
});

test("the panel takes the outline’s place, and a form is not covered by a hint at new messages", async () => {
  await page.goto("/flows/it-helpdesk?panel=run");
  const outline = page.getByRole("treegrid", { name: "Steps of the flow" });
  await page.getByRole("button", { name: "New test" }).click();
  await page.getByRole("button", { name: "My VPN does not connect" }).click();
  await page.getByRole("button", { name: /No, I need more help/ }).click();
  const form = page.getByRole("form", { name: "IT ticket" });
  await form.waitFor();
  expect(await outline.isVisible()).toBe(false);
  await page.reload();
  await form.waitFor();
  // The stream has opened by now, and what it repeats is no news.
  await page.getByText("Waiting", { exact: true }).first().waitFor({ state: "attached" });
  expect(await page.getByRole("button", { name: /\d new message/ }).count()).toBe(0);
  await page.getByRole("button", { name: "Close the panel" }).click();
  await outline.waitFor();
  expect(phone.complaints).toEqual([]);
});

test("whatever can be pressed in the chat is as wide as a finger", async () => {
  await page.goto("/chat/it-helpdesk");
  await page.getByLabel("Message").fill("How do I reset my password?");
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByRole("button", { name: "Yes, thanks" }).waitFor();
  const small = await page.getByRole("button").evaluateAll((all) =>
    all
      .filter((one) => !one.hasAttribute("data-citation") && one.getClientRects().length > 0)
      .filter((one) => one.getBoundingClientRect().height < 44)
      .map((one) => one.textContent || one.getAttribute("aria-label")),
  );
  expect(small).toEqual([]);
});
