// An assistant on somebody else’s page: only where it is allowed, without a key, and with the same chat as everywhere.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { violations } from "./support/axe.ts";
import { BASE, launch, open, picture, signIn, type Watched } from "./support/browser.ts";
import { send as sendAs } from "./support/flow.ts";
import { type Host, host } from "./support/host.ts";

// A server of before has no widgets to try.
const knows = (await (await fetch(`${BASE}/api/openapi.json`)).text()).includes("/embed/{public_id}/session");

const FLOW = `widget-${Date.now().toString(36)}`;

let browser: Browser;
let builder: Watched;
let assistant = "";
let allowed: Host;
let stranger: Host;

const html = (more = "") => `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Shop</title></head>
<body><main><h1>Shop</h1><button type="button">Buy</button></main>
<script src="${BASE}/widget.js" data-assistant="${assistant}" data-accent="#0b7285" data-greeting="Ask the shop." ${more} async></script></body></html>`;

const send = (method: string, path: string, body?: object) => sendAs(builder.page, method, path, body);

const launcher = (page: Page) => page.getByRole("button", { name: /^(Open|Close) chat/ });

describe.skipIf(!knows)("the widget", () => {
  beforeAll(async () => {
    browser = await launch();
    builder = await open(browser);
    await signIn(builder.page);
    expect((await send("POST", "/flows", { name: FLOW, title: "Shop" })).status).toBe(201);
    const flow = {
      format: "flowright/1",
      name: FLOW,
      title: "Shop",
      nodes: [
        { id: "hello", kind: "reply", config: { text: "You said: {{ input.message }}" } },
        { id: "rest", kind: "wait", config: { for: "2s" } },
        { id: "more", kind: "reply", config: { text: "And one thing more." } },
      ],
      edges: [{ from: "start", to: "hello" }, { from: "hello", to: "rest" }, { from: "rest", to: "more" }],
    };
    expect((await send("PUT", `/flows/${FLOW}/draft`, flow)).status).toBe(200);
    expect((await send("POST", `/flows/${FLOW}/publish`, {})).status).toBeLessThan(300);
    allowed = await host(() => html());
    stranger = await host(() => html());
    const widget = { enabled: true, origins: [allowed.origin], title: "Shop help", greeting: "Hello", accent: "#2563eb", position: "bottom_right" };
    const made = await send("PUT", `/flows/${FLOW}/channels/widget`, widget);
    expect(made.status, made.text).toBe(200);
    assistant = (JSON.parse(made.text) as { widget: { public_id: string } }).widget.public_id;
  });

  afterAll(async () => {
    allowed?.close();
    stranger?.close();
    await browser?.close();
  });


  test("a page that may show it has the same chat, and no key", async () => {
    const shop = await open(browser);
    const { page } = shop;
    await page.goto(allowed.origin);
    const button = launcher(page);
    await button.waitFor();
    // Nothing of ours is loaded before somebody wants it.
    expect(page.frames().length).toBe(1);
    expect(await button.getAttribute("aria-expanded")).toBe("false");
    expect(await violations(page)).toEqual([]);
    await button.click();
    const chat = page.frameLocator("iframe");
    await chat.getByText("Ask the shop.").waitFor();
    await chat.getByRole("heading", { name: "Shop help" }).waitFor();
    expect(await page.frames()[1]?.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--accent"))).toBe("#0b7285");
    await chat.getByLabel("Message").fill("Is it open today?");
    await chat.getByLabel("Message").press("Enter");
    const log = chat.getByRole("log");
    await log.getByText("You said: Is it open today?").waitFor();
    await picture(page, "widget-1-open");
    // Escape closes it, the focus is on its button again, and what comes meanwhile is counted there.
    await chat.getByLabel("Message").press("Escape");
    await page.getByRole("button", { name: "Open chat, 1 unread messages" }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.tagName)).toBe("BUTTON");
    await picture(page, "widget-2-unread");
    await page.keyboard.press("Enter");
    await log.getByText("And one thing more.").waitFor();
    await page.getByRole("button", { name: "Close chat" }).waitFor();
    // Closed and opened by the page itself.
    await page.evaluate(() => window.Flowright?.close());
    expect(await launcher(page).getAttribute("aria-expanded")).toBe("false");
    await page.evaluate(() => window.Flowright?.open());
    // A reload goes on where it was.
    await page.reload();
    await launcher(page).click();
    await log.getByText("And one thing more.").waitFor();
    const seen = await page.evaluate(() => document.documentElement.outerHTML + document.cookie + JSON.stringify(localStorage));
    expect(seen).not.toMatch(/Bearer|api[_-]?key|csrf|eyJ/i);
    expect(shop.complaints).toEqual([]);
    await shop.context.close();
  });

  test("the frame listens to its page only, and to what is on the list", async () => {
    const shop = await open(browser);
    const { page } = shop;
    await page.goto(allowed.origin);
    await launcher(page).click();
    const chat = page.frameLocator("iframe");
    await chat.getByLabel("Message").waitFor();
    // The page cannot close itself by a forged message, nor is a strange one of the page understood.
    await page.evaluate(() => {
      window.postMessage({ flowright: "close" }, "*");
      window.frames[0]?.postMessage({ flowright: "eval", code: "document.title = 'x'" }, "*");
    });
    await page.waitForTimeout(200);
    expect(await launcher(page).getAttribute("aria-expanded")).toBe("true");
    await shop.context.close();
  });

  test("a page that may not show it gets an empty frame", async () => {
    const shop = await open(browser);
    const { page } = shop;
    await page.goto(stranger.origin);
    await launcher(page).click();
    await page.waitForTimeout(1_500);
    expect(await page.frameLocator("iframe").getByLabel("Message").count()).toBe(0);
    expect(shop.complaints.join()).toContain("frame-ancestors");
    await shop.context.close();
  });

  test("on a phone it takes the whole screen, in dark too, and is closed by its own button", async () => {
    const shop = await open(browser, { width: 390, height: 760, isPhone: true, theme: "dark" });
    const { page } = shop;
    await page.goto(allowed.origin);
    await launcher(page).click();
    const chat = page.frameLocator("iframe");
    await chat.getByRole("button", { name: "Close the chat" }).waitFor();
    const box = await page.locator("iframe").boundingBox();
    expect(box?.width).toBe(390);
    await picture(page, "widget-3-phone-dark");
    const frame = page.frames()[1];
    expect(frame).toBeDefined();
    await chat.getByRole("button", { name: "Close the chat" }).click();
    await page.getByRole("button", { name: "Open chat" }).waitFor();
    await shop.context.close();
  });

  test("the frame by itself has no accessibility violations", async () => {
    for (const theme of ["light", "dark"] as const) {
      const alone = await open(browser, { theme });
      await alone.page.goto(`/embed/${assistant}?accent=%23ffee00`);
      await alone.page.getByLabel("Message").fill("Hello?");
      await alone.page.keyboard.press("Enter");
      await alone.page.getByRole("log").getByText("You said: Hello?").waitFor();
      expect(await violations(alone.page)).toEqual([]);
      expect(alone.complaints).toEqual([]);
      await alone.context.close();
    }
  });
});
