// Runs of a flow: listed and filtered, one of them looked at on the canvas of its version, two compared, also on a phone.
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { violations } from "./support/axe.ts";
import { launch, open, picture, settled, signIn, type Watched } from "./support/browser.ts";
import { send as sendAs } from "./support/flow.ts";

let browser: Browser;
let mine: Watched;
let page: Page;
const name = `runs-${Date.now().toString(36)}`;

const FLOW = {
  format: "flowright/1",
  name,
  title: "Each of them",
  input: { properties: { list: { type: "array", items: { type: "string" } } } },
  nodes: [
    { id: "each", kind: "map", config: { items: "input.list", concurrency: 2 } },
    { id: "look", kind: "kb_search", parent: "each", config: { query: "{{ item }}", base: "it" } },
    { id: "done", kind: "end", config: { output: { count: "{{ each.results.len() }}" } } },
  ],
  edges: [
    { from: "start", to: "each" },
    { from: "each.body", to: "look" },
    { from: "each", to: "done" },
  ],
};

const send = (method: string, path: string, body?: object) => sendAs(page, method, path, body);

const ids: string[] = [];
async function run(list: unknown): Promise<void> {
  const answer = await send("POST", `/flows/${name}/runs?wait=20`, { input: { list } });
  expect(answer.status, answer.text).toBeLessThan(300);
  ids.push((JSON.parse(answer.text) as { id: string }).id);
}

beforeAll(async () => {
  browser = await launch();
  mine = await open(browser);
  page = mine.page;
  await signIn(page);
  expect((await send("POST", "/flows", { name, title: "Each of them" })).status).toBe(201);
  const put = await send("PUT", `/flows/${name}/draft`, FLOW);
  expect(put.status, put.text).toBe(200);
  const published = await send("POST", `/flows/${name}/publish`, { message: "First" });
  expect(published.status, published.text).toBe(201);
  await run(["vpn", "mail", "printer"]);
  await run(Array.from({ length: 300 }, (_, at) => `question ${at}`));
});

afterEach(async (context) => {
  if (context.task.result?.state === "fail") await picture(page, `broken-${context.task.name.slice(0, 20)}`);
});

afterAll(async () => {
  expect(mine.complaints).toEqual([]);
  await browser?.close();
});

test("runs are listed, filtered and two of them compared", async () => {
  await page.goto(`/flows/${name}/runs`);
  const table = page.getByRole("region", { name: "Runs" });
  await table.getByRole("link").nth(1).waitFor();
  expect(await table.getByRole("row").count()).toBe(3);
  await page.getByLabel("Status").selectOption("failed");
  await page.getByText("No run is like that").waitFor();
  await page.getByLabel("Status").selectOption("completed");
  await page.getByLabel("When").selectOption("day");
  await page.getByLabel("Version").selectOption("1");
  await table.getByRole("link").nth(1).waitFor();
  expect(await violations(page)).toEqual([]);
  await picture(page, "runs");
  for (const box of await table.getByRole("checkbox").all()) await box.check();
  await page.getByRole("link", { name: "Compare the two" }).click();
  await page.getByText("They were given different input.").waitFor();
});

test("a long run opens and closes by its loops, and only what is in sight is drawn", async () => {
  await page.goto(`/flows/${name}/runs/${ids[1]}`);
  const steps = page.getByRole("list", { name: "Steps of the run" });
  await steps.getByRole("button", { name: /^each \+300/ }).waitFor();
  await steps.getByRole("button", { name: "Open ‘each’: 300 steps inside" }).click();
  await steps.getByRole("button", { name: /^1 · look/ }).waitFor();
  expect(await steps.getByRole("listitem").count()).toBeLessThan(80);
  await steps.getByRole("button", { name: /^1 · look/ }).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByRole("complementary", { name: "Inspector" }).getByText("question 1", { exact: true }).first().waitFor();
  expect(await violations(page)).toEqual([]);
  await picture(page, "long-run");
  const slider = page.getByRole("slider", { name: "Moment of the run" });
  await slider.focus();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await page.waitForURL(/at=\d+/);
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await violations(page)).toEqual([]);
  await picture(page, "long-run-dark");
});

test("on a phone the runs and a run are read without scrolling sideways", async () => {
  const phone = await open(browser, { width: 390, height: 844, isPhone: true, state: await mine.context.storageState() });
  for (const path of [`/flows/${name}/runs`, `/flows/${name}/runs/${ids[0]}`, `/flows/${name}/runs/compare?a=${ids[0]}&b=${ids[1]}`, `/flows/${name}/tests`]) {
    await phone.page.goto(path);
    await settled(phone.page);
    await phone.page.waitForTimeout(500);
    expect(await phone.page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(390);
    expect(await violations(phone.page), path).toEqual([]);
    await picture(phone.page, `phone${path.replace(/\W+/g, "-").slice(-14)}`);
  }
  await phone.context.close();
});

test("a run that waits is moved to a newer version, after it was shown what that comes to", async () => {
  const flow = `${name}-asks`;
  const asks = (question: string, first: object[] = []) => ({
    format: "flowright/1",
    name: flow,
    title: "Asks",
    nodes: [
      ...first,
      { id: "ask", kind: "ask_user", config: { question, options: [{ port: "yes", label: "Yes" }] } },
      { id: "done", kind: "end", config: { output: { ok: true } } },
    ],
    edges: [...(first.length > 0 ? [{ from: "start", to: "look" }, { from: "look", to: "ask" }] : [{ from: "start", to: "ask" }]), { from: "ask.yes", to: "done" }],
  });
  expect((await send("POST", "/flows", { name: flow, title: "Asks" })).status).toBe(201);
  const publish = async (document: object, message: string) => {
    const put = await send("PUT", `/flows/${flow}/draft`, document);
    expect(put.status, put.text).toBe(200);
    const published = await send("POST", `/flows/${flow}/publish`, { message });
    expect(published.status, published.text).toBe(201);
  };
  await publish(asks("Did it help?"), "First");
  const started = await send("POST", `/flows/${flow}/runs?wait=20`, { input: {} });
  const { id } = JSON.parse(started.text) as { id: string };
  await publish(asks("Is it solved now?", [{ id: "look", kind: "kb_search", config: { query: "vpn", base: "it" } }]), "Looks first");

  await page.goto(new URL(`/flows/${flow}/runs/${id}`, page.url()).href);
  await page.getByRole("button", { name: "Move to another version…" }).click();
  const dialog = page.getByRole("dialog", { name: "Move the run to another version" });
  await dialog.locator("[data-migration='2']").waitFor();
  expect(await dialog.textContent()).toContain("Did it help?");
  expect(await dialog.textContent()).toContain("look");
  expect(await violations(page)).toEqual([]);
  await picture(page, "migration");
  await dialog.getByRole("button", { name: "Move to version 2" }).click();
  await page.getByText("version 2").first().waitFor();
  await page.locator("[data-node-id=look][data-status=done]").waitFor();
  const moved = await send("GET", `/runs/${id}`);
  expect((JSON.parse(moved.text) as { version: number }).version).toBe(2);
});

test("what a run asks that no chat shows is answered beside its steps, and a run that waits can be stopped", async () => {
  const flow = `alone-${Date.now().toString(36)}`;
  const document = {
    format: "flowright/1",
    name: flow,
    title: "Alone",
    nodes: [
      { id: "hello", kind: "reply", config: { text: "Good day." } },
      { id: "ask", kind: "ask_user", config: { question: "Did it help?", options: [{ port: "yes", label: "Yes" }, { port: "no", label: "No" }] } },
      { id: "done", kind: "end", config: { output: { ok: true } } },
    ],
    edges: [{ from: "start", to: "hello" }, { from: "hello", to: "ask" }, { from: "ask.yes", to: "done" }, { from: "ask.no", to: "done" }],
  };
  expect([201, 409]).toContain((await send("POST", "/flows", { name: flow, title: "Alone" })).status);
  expect((await send("PUT", `/flows/${flow}/draft`, document)).status).toBe(200);

  await page.goto(new URL(`/flows/${flow}?panel=run`, page.url()).href);
  await page.getByRole("button", { name: "With an input" }).click();
  await page.getByRole("button", { name: "Run", exact: true }).last().click();
  const beside = page.getByRole("region", { name: "What it says and asks" });
  await beside.getByText("Good day.").waitFor();
  await beside.getByText("Did it help?").waitFor();
  expect(await violations(page)).toEqual([]);
  await picture(page, "asks-beside");
  await beside.getByRole("button", { name: "Yes" }).click();
  await page.locator("[data-node-id=done][data-status=done]").waitFor();
  await beside.getByRole("button", { name: "Yes" }).waitFor({ state: "detached" });

  // Another one is stopped where it waits.
  await page.getByRole("button", { name: "Run", exact: true }).last().click();
  await beside.getByRole("button", { name: "No" }).waitFor();
  await page.getByRole("button", { name: "Stop the run" }).click();
  await page.getByText("Stopped", { exact: true }).first().waitFor();
  expect(await page.getByRole("button", { name: "Stop the run" }).count()).toBe(0);
});
