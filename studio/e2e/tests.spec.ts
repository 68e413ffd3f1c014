// Tests of a flow: made of a run, failing in words when the flow changes, mended, and what they do not come through.
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { violations } from "./support/axe.ts";
import { launch, open, picture, signIn, type Watched } from "./support/browser.ts";
import { send as sendAs } from "./support/flow.ts";
import { rewrite } from "./support/text.ts";

let browser: Browser;
let mine: Watched;
let page: Page;
const name = `tested-${Date.now().toString(36)}`;

const flowSaying = (words: string) => ({
  format: "flowright/1",
  name,
  title: "Greeting",
  input: { properties: { message: { type: "string", examples: ["hello"] } } },
  nodes: [
    { id: "long", kind: "condition", config: { cases: [{ port: "yes", when: "input.message.len() > 20" }], otherwise: "no" } },
    { id: "much", kind: "reply", config: { text: "That is much to say." } },
    { id: "say", kind: "reply", config: { text: words } },
  ],
  edges: [
    { from: "start", to: "long" },
    { from: "long.yes", to: "much" },
    { from: "long.no", to: "say" },
  ],
});

const send = (method: string, path: string, body?: object) => sendAs(page, method, path, body);

beforeAll(async () => {
  browser = await launch();
  mine = await open(browser);
  page = mine.page;
  await signIn(page);
  expect((await send("POST", "/flows", { name, title: "Greeting" })).status).toBe(201);
  const put = await send("PUT", `/flows/${name}/draft`, flowSaying("You said: {{ input.message }}"));
  expect(put.status, put.text).toBe(200);
});

afterEach(async (context) => {
  if (context.task.result?.state === "fail") await picture(page, `broken-${context.task.name.slice(0, 20)}`);
});

afterAll(async () => {
  expect(mine.complaints).toEqual([]);
  await browser?.close();
});

const row = () => page.locator("[data-test=it-answers]");

test("a run becomes a test with one dialog, and what must hold is chosen in the next", async () => {
  await page.goto(`/flows/${name}?panel=tests`);
  await page.getByText("No tests yet").waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole("tab", { name: "Run" }).click();
  await page.getByLabel("Message").or(page.getByPlaceholder("Write a message…")).first().fill("hello");
  await page.keyboard.press("Enter");
  await page.locator("[data-node-id=say][data-status=done]").waitFor();
  await page.getByRole("button", { name: "Save as test…" }).click();
  const first = page.getByRole("dialog", { name: "Save as test" });
  await first.getByLabel("Title").fill("It answers");
  await first.getByText("tests/it-answers.json").waitFor();
  expect(await violations(page)).toEqual([]);
  await first.getByRole("button", { name: "Save and choose what must hold" }).click();
  const editor = page.getByRole("dialog", { name: "Test ‘it-answers’" });
  await editor.getByRole("textbox", { name: "The replies are, to the letter" }).waitFor();
  expect(await violations(page)).toEqual([]);
  await picture(page, "test-editor");
  // The node’s name is nothing that must hold, what is said is.
  await editor.getByRole("button", { name: "Do not expect: It comes through" }).first().click();
  await editor.getByLabel(/Expect more: Turn 1/).selectOption("contains");
  await editor.getByRole("textbox", { name: "The reply contains" }).fill("said: HELLO");
  await editor.getByRole("button", { name: "As JSON" }).click();
  await editor.getByRole("textbox", { name: "The test" }).waitFor();
  expect(await editor.getByRole("textbox", { name: "The test" }).inputValue()).toContain('"said: HELLO"');
  expect(await violations(page)).toEqual([]);
  await editor.getByRole("button", { name: "Save and run" }).click();
  await editor.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Tests 1/1" }).click();
  await row().and(page.locator("[data-result=passed]")).waitFor();
});

test("what the tests do not come through is counted and dashed on the canvas", async () => {
  await page.getByText("1 of 2 branches tested").waitFor();
  await page.getByRole("switch", { name: "Show on the canvas what is not tested" }).check();
  await page.locator("[data-edge='long.yes->much'][data-covered=false]").waitFor({ state: "attached" });
  await page.locator("[data-edge='long.no->say'][data-covered=true]").waitFor({ state: "attached" });
  await page.getByRole("group", { name: /‘much’.*not tested/ }).waitFor();
  expect(await violations(page)).toEqual([]);
  await picture(page, "coverage");
});

test("a change that breaks it is told in words, and mended it passes again", async () => {
  await page.locator("[data-node-id=say]").click();
  await page.keyboard.press("Enter");
  const text = page.getByRole("complementary", { name: "Inspector" }).getByRole("textbox", { name: /Text/ }).first();
  await rewrite(text, "I heard: {{ input.message }}");
  await page.getByRole("button", { name: "Tests 0/1" }).waitFor();
  await row().and(page.locator("[data-result=failed]")).waitFor();
  await row().getByText(/the reply must be/).waitFor();
  await row().locator("mark", { hasText: "You said:" }).waitFor();
  await row().locator("mark", { hasText: "I heard:" }).waitFor();
  expect(await violations(page)).toEqual([]);
  await picture(page, "test-fails");
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await violations(page)).toEqual([]);
  await picture(page, "test-fails-dark");
  await page.emulateMedia({ colorScheme: "light" });
  await rewrite(text, "You said: {{ input.message }}");
  await page.getByRole("button", { name: "Tests 1/1" }).waitFor();
});

test("publishing insists on them when told to, and a test that is deleted comes back", async () => {
  await page.goto(`/flows/${name}/tests`);
  await page.getByRole("switch", { name: "Publish only when all pass" }).click();
  await expect.poll(async () => (await page.evaluate(async (path) => ((await (await fetch(path)).json()) as { gate_on_tests: boolean }).gate_on_tests, `/api/v1/flows/${name}/tests`))).toBe(true);
  await page.getByRole("button", { name: "Run all" }).click();
  await page.getByText("1 test passes").waitFor();
  expect(await violations(page)).toEqual([]);
  await picture(page, "tests-page");
  await page.getByRole("button", { name: "Delete ‘it-answers’" }).click();
  await page.getByText("No tests yet").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await row().waitFor();
});
