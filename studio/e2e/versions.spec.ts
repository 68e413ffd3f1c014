// A flow's life after it is drawn: brought in, mended, compared, promoted and rolled back.
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { violations } from "./support/axe.ts";
import { launch, open, picture, signIn, type Watched } from "./support/browser.ts";

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

/** What a script of somebody's would send, with the session of the page. */
const send = (method: string, path: string, body: object) =>
  page.evaluate(
    async ({ method, path, body }) => {
      const csrf = /flowright_csrf=([^;]*)/.exec(document.cookie)?.[1] ?? "";
      const headers = { "Content-Type": "application/json", "X-CSRF-Token": decodeURIComponent(csrf), "If-Match": "*" };
      const answer = await fetch(`/api/v1${path}`, { method, headers, body: JSON.stringify(body) });
      return { status: answer.status, text: await answer.text() };
    },
    { method, path, body },
  );

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
  await page.getByRole("button", { name: "Import" }).click();
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
  await page.getByRole("button", { name: /Use ‘words/ }).first().click();
  await page.getByText("No problems. This flow can be published.").waitFor();
  await page.locator("[data-node-id=say]").focus();
  await page.keyboard.press("Control+z");
  await page.locator("[data-finding=FR031]").first().waitFor();
});

test("a version is compared, production stays behind, is promoted and rolled back", async () => {
  const name = `promoted-${stamp}`;
  await draw(name, greeting(name, "Hello"));
  expect((await send("POST", `/flows/${name}/publish`, { message: "First" })).status).toBe(201);
  await send("PUT", `/flows/${name}/draft`, greeting(name, "Good day"));
  expect((await send("POST", `/flows/${name}/publish`, { message: "More polite" })).status).toBe(201);
  await page.goto(`/flows/${name}?panel=history`);
  await page.getByRole("button", { name: "Changes of version 2" }).click();
  await page.getByText(/Good day/).first().waitFor();
  expect(await violations(page)).toEqual([]);
  await picture(page, "changes");
  await page.keyboard.press("Escape");

  const production = page.getByRole("listitem").filter({ hasText: "Production" });
  await production.getByText("always the newest").waitFor();
  await page.getByRole("button", { name: "Move Production to another version" }).click();
  await page.getByLabel("Version", { exact: true }).selectOption("1");
  await page.getByText("Version 1 has everything it needs here.").waitFor();
  expect(await violations(page)).toEqual([]);
  await picture(page, "roll-back");
  await page.getByRole("button", { name: "Roll back to version 1" }).click();
  await production.getByText("v1", { exact: true }).waitFor();

  await page.getByRole("button", { name: "Move Production to another version" }).click();
  await page.getByLabel("Version", { exact: true }).selectOption("2");
  await page.getByRole("button", { name: "Promote version 2" }).click();
  await production.getByText("v2", { exact: true }).waitFor();
  await page.reload();
  await production.getByText("v2", { exact: true }).waitFor();
});
