// The check runs in the browser itself: findings follow each edit while nobody may ask the server for them.
import { readdirSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, open, signIn, type Watched } from "./support/browser.ts";
import { draw, send } from "./support/flow.ts";

// Where no compiler for WebAssembly can be had (scripts/build-checks says so), Studio asks the server, and the other journeys show that.
const isBuilt = readdirSync(new URL("../dist/assets/", import.meta.url)).some((file) => /^checks-.*\.wasm$/.test(file));
const name = `checks-${Date.now().toString(36)}`;

let browser: Browser;
let mine: Watched;
let page: Page;
const asked: string[] = [];

beforeAll(async () => {
  browser = await launch();
  mine = await open(browser);
  page = mine.page;
  await signIn(page);
  page.on("request", (request) => void (request.url().includes(`/flows/${name}/check`) && asked.push(request.url())));
  await page.route("**/api/v1/flows/*/check", (route) => route.abort());
});

afterAll(async () => {
  expect(mine.complaints).toEqual([]);
  await browser?.close();
});

const finding = (code: string, text: string) => page.locator(`[data-finding="${code}"]`, { hasText: text });

test.skipIf(!isBuilt)("what is wrong is found and gone again, edit by edit, with the server's check out of reach", async () => {
  await draw(page, name, {
    nodes: [
      { id: "words", kind: "template", config: { text: "{{ input.message }}" } },
      { id: "find", kind: "kb_search", config: { query: "{{ words.text }}", base: `${name}-base` } },
      { id: "say", kind: "reply", config: { text: "{{ find.count }} found for {{ words.text }}" } },
    ],
    edges: [
      { from: "start", to: "words" },
      { from: "words", to: "find" },
      { from: "find", to: "say" },
    ],
  });
  await page.goto(`/flows/${name}?panel=problems`);
  await finding("FR040", `${name}-base`).waitFor();

  const before = asked.length;
  await page.locator('[data-node-id="words"]').focus();
  await page.keyboard.press("Delete");
  await finding("FR031", "words").first().waitFor();
  await page.keyboard.press("Control+z");
  await finding("FR031", "words").first().waitFor({ state: "detached" });
  await finding("FR040", `${name}-base`).waitFor();
  expect(asked.slice(before).filter((url) => url.endsWith("/check"))).toEqual([]);

  // Made elsewhere, in another tab say: known when one comes back.
  expect((await send(page, "POST", "/kb/bases", { name: `${name}-base`, title: "Base" })).status).toBe(201);
  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await finding("FR040", `${name}-base`).waitFor({ state: "detached" });
});
