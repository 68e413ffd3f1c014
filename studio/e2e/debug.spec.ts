// Finding out why a flow does what it does: step by step, back in time, another way from there, stopped, pinned, compared.
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { violations } from "./support/axe.ts";
import { launch, open, picture, signIn, type Watched } from "./support/browser.ts";
import { send as sendAs } from "./support/flow.ts";

let browser: Browser;
let mine: Watched;
let page: Page;
const name = `debug-${Date.now().toString(36)}`;

const FLOW = {
  format: "flowright/1",
  name,
  title: "Polite search",
  input: { properties: { message: { type: "string", examples: ["My VPN does not connect"] } } },
  state: { tone: { schema: { type: "string", description: "How it speaks" }, initial: "kind" } },
  nodes: [
    { id: "words", kind: "template", config: { text: "{{ input.message }}" } },
    { id: "find", kind: "kb_search", config: { query: "{{ words.text }}", base: "it" } },
    { id: "louder", kind: "set_state", config: { set: { tone: "loud" } } },
    { id: "say", kind: "template", config: { text: "{{ find.count }} found, {{ state.tone }}" } },
    { id: "done", kind: "end", config: { output: { said: "{{ say.text }}" } } },
  ],
  edges: [
    { from: "start", to: "words" },
    { from: "words", to: "louder" },
    { from: "louder", to: "find" },
    { from: "find", to: "say" },
    { from: "say", to: "done" },
  ],
};

const send = (method: string, path: string, body?: object) => sendAs(page, method, path, body);

beforeAll(async () => {
  browser = await launch();
  mine = await open(browser);
  page = mine.page;
  await signIn(page);
  expect((await send("POST", "/flows", { name, title: "Polite search" })).status).toBe(201);
  const put = await send("PUT", `/flows/${name}/draft`, FLOW);
  expect(put.status, put.text).toBe(200);
});

afterAll(async () => {
  expect(mine.complaints).toEqual([]);
  await browser?.close();
});

afterEach(async (context) => {
  if (context.task.result?.state === "fail") await picture(page, `broken-${context.task.name.slice(0, 20)}`);
});

const card = (node: string) => page.locator(`[data-node-id=${node}]`);
const isDone = (node: string) => page.locator(`[data-node-id=${node}][data-status=done]`).waitFor();
const runIt = () => page.getByRole("button", { name: "Run", exact: true }).last().click();

async function withAnInput(): Promise<void> {
  await page.goto(`/flows/${name}?panel=run`);
  await page.getByRole("button", { name: "With an input" }).click();
}

test("a run is looked at step by step: canvas, scrubber and state agree", async () => {
  await withAnInput();
  await runIt();
  await isDone("done");
  await page.getByText("step 6 of 7").or(page.getByText("step 7 of 7")).waitFor();
  const steps = page.getByRole("list", { name: "Steps of the run" });
  await steps.getByRole("button", { name: /^find/ }).click();
  await page.getByRole("complementary", { name: "Inspector" }).getByText("passages").first().waitFor();
  expect(await violations(page)).toEqual([]);
  await picture(page, "timeline");

  await page.getByRole("button", { name: "State", exact: true }).click();
  await page.locator("[data-channel=tone]").getByText("loud").waitFor();
  const scrubber = page.getByRole("slider", { name: "Moment of the run" });
  await scrubber.focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  // After the first words: what came later has not happened yet.
  await page.getByText(/^step 2 of/).waitFor();
  await page.locator("[data-channel=tone]").getByText("kind").waitFor();
  await page.locator("[data-node-id=louder][data-status=idle]").waitFor();
  await page.keyboard.press("ArrowRight");
  await page.locator("[data-channel=tone][data-changed]").waitFor();
  expect(new URL(page.url()).searchParams.get("at")).toMatch(/^\d+$/);
  expect(await violations(page)).toEqual([]);
  await picture(page, "time-travel");

  // The link leads to the same moment.
  await page.reload();
  await page.getByText(/^step 3 of/).waitFor();
  await page.locator("[data-node-id=say][data-status=idle]").waitFor();
});

test("from there it goes another way, and both are compared", async () => {
  await page.getByRole("button", { name: "Fork…" }).click();
  const dialog = page.getByRole("dialog", { name: /Fork after step 3/ });
  await dialog.getByText(/steps are taken over and not done again/).waitFor();
  await dialog.getByText("What steps answered").waitFor();
  await dialog.getByLabel("tone", { exact: true }).fill('"furious"');
  expect(await violations(page)).toEqual([]);
  await picture(page, "fork");
  await dialog.getByRole("button", { name: "Run from here" }).click();
  await isDone("done");
  await page.getByText("found, furious").first().waitFor();
  await page.getByRole("link", { name: "Compare" }).click();
  await page.getByRole("heading", { name: "Two runs compared" }).waitFor();
  await page.locator("[data-first-difference]").waitFor();
  await page.locator("[data-compared=say][data-differs=true]").waitFor();
  await page.locator("[data-compared=find][data-differs=false]").waitFor();
  expect(await violations(page)).toEqual([]);
  await picture(page, "compare");
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await violations(page)).toEqual([]);
  await picture(page, "compare-dark");
  await page.emulateMedia({ colorScheme: "light" });
});

test("a run stops where it is told to, its state is changed there, and it goes on", async () => {
  await withAnInput();
  await card("louder").focus();
  await page.keyboard.press("b");
  const dialog = page.getByRole("dialog", { name: "Stop at ‘louder’" });
  await dialog.getByLabel("After it").check();
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Stop here" }).click();
  await card("louder").locator("[data-stop=after]").waitFor();
  await page.getByRole("button", { name: "1 breakpoint, test runs only" }).waitFor();
  await runIt();
  const paused = page.getByRole("region", { name: "Stopped at a breakpoint" });
  await paused.getByText("Stopped after ‘louder’").waitFor();
  await paused.getByLabel("State ‘tone’").fill('"calm"');
  expect(await violations(page)).toEqual([]);
  await picture(page, "paused");
  await paused.getByRole("button", { name: "Step" }).click();
  await paused.getByText("Stopped before ‘find’").waitFor();
  // What it is given can be something else than what its settings come to.
  const given = paused.getByLabel("It will be given");
  expect(JSON.parse(await given.inputValue())).toMatchObject({ base: "it", query: "My VPN does not connect" });
  await given.fill('{ "base": "it", "query": "printer jam" }');
  await paused.getByRole("button", { name: "Continue" }).click();
  await isDone("done");
  await page.getByRole("list", { name: "Steps of the run" }).getByRole("button", { name: /^find/ }).click();
  await page.getByRole("complementary", { name: "Inspector" }).getByText("printer jam").first().waitFor();
  await page.getByText("found, calm").first().waitFor();
  await page.getByRole("button", { name: "1 breakpoint, test runs only" }).click();
  await page.getByRole("button", { name: "Clear all" }).click();
  await page.getByRole("button", { name: "1 breakpoint, test runs only" }).waitFor({ state: "detached" });
});

test("a node is pinned: to an answer, and to a failure that is explained and tried again", async () => {
  await card("find").focus();
  await page.keyboard.press("p");
  const dialog = page.getByRole("dialog", { name: "Pin ‘find’" });
  await dialog.getByLabel("Answer", { exact: true }).fill('{ "count": 42, "passages": [], "best_score": 0 }');
  expect(await violations(page)).toEqual([]);
  await picture(page, "pin");
  await dialog.getByLabel("After so many seconds").fill("9999");
  await dialog.getByText("A number from 0 to 3,600.").waitFor();
  expect(await dialog.getByRole("button", { name: "Pin", exact: true }).isDisabled()).toBe(true);
  await dialog.getByLabel("After so many seconds").fill("1.5");
  await dialog.getByRole("button", { name: "Pin", exact: true }).click();
  await page.getByRole("button", { name: "1 pinned, test runs only" }).waitFor();
  await runIt();
  await page.getByText("42 found, loud").first().waitFor();
  await page.getByRole("list", { name: "Steps of the run" }).getByRole("button", { name: /^find pinned/ }).waitFor();

  await card("find").focus();
  await page.keyboard.press("p");
  await dialog.getByLabel("It fails with…").check();
  await dialog.getByLabel("Error").selectOption("upstream");
  await dialog.getByRole("button", { name: "Pin", exact: true }).click();
  await runIt();
  await page.getByRole("heading", { name: /‘Search knowledge’ failed/ }).waitFor();
  expect(await violations(page)).toEqual([]);
  await picture(page, "failure");
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await violations(page)).toEqual([]);
  await picture(page, "failure-dark");
  await page.emulateMedia({ colorScheme: "light" });
  await page.getByRole("button", { name: /1 pinned, test runs only/ }).click();
  await page.getByRole("button", { name: "Clear all" }).click();
});

test("from a node on, the draft as it is now runs with what came before it", async () => {
  await page.getByRole("button", { name: "Retry from here" }).waitFor();
  await runIt();
  await isDone("done");
  await card("say").focus();
  await page.keyboard.press("Shift+R");
  const dialog = page.getByRole("dialog", { name: "Run from ‘say’" });
  await dialog.getByText("With the draft as it is now").waitFor();
  await dialog.getByText(/steps are taken over/).waitFor();
  await dialog.getByRole("button", { name: "Run from here" }).click();
  await dialog.waitFor({ state: "detached" });
  await isDone("done");
  // It says where it comes from, and that run says what was made of it.
  await page.getByText(/from ‘say’ on, with the draft, made of/).waitFor();
  await picture(page, "from-here");
  await page.getByText(/from ‘say’ on, with the draft, made of/).getByRole("link").click();
  await page.getByText(/^step \d+ of/).waitFor();
  await page.getByRole("button", { name: /made of it/ }).click();
  await page.getByText("from ‘say’ on", { exact: true }).waitFor();
  expect(await violations(page)).toEqual([]);
  await picture(page, "made-of-it");
  await page.keyboard.press("Escape");
});

test("pins hold in the test chat too", async () => {
  await page.goto(`/flows/${name}?panel=run`);
  await card("find").click();
  await page.getByRole("group", { name: "Test runs at ‘find’" }).getByRole("button", { name: "Pin what this node answers…" }).click();
  const dialog = page.getByRole("dialog", { name: "Pin ‘find’" });
  await dialog.getByLabel("Answer", { exact: true }).fill('{ "count": 7, "passages": [], "best_score": 0 }');
  await dialog.getByRole("button", { name: "Pin", exact: true }).click();
  await page.getByPlaceholder("Write a message…").fill("My VPN does not connect");
  await page.keyboard.press("Enter");
  await page.getByText("7 found, loud").first().waitFor();
  await page.getByRole("button", { name: "1 pinned, test runs only" }).click();
  await page.getByRole("button", { name: "Clear all" }).click();
});

test("R runs again: what was asked last, with Enter; what was given as an input, too", async () => {
  await page.goto(`/flows/${name}?panel=run`);
  const field = page.getByPlaceholder("Write a message…");
  await field.fill("My VPN does not connect");
  await page.keyboard.press("Enter");
  await isDone("done");
  await page.waitForFunction(() => document.querySelector("[role=log]")?.textContent?.includes("My VPN does not connect"));
  await card("say").focus();
  await page.keyboard.press("r");
  await page.waitForFunction(() => document.activeElement instanceof HTMLTextAreaElement && document.activeElement.selectionEnd === "My VPN does not connect".length);
  expect(await field.inputValue()).toBe("My VPN does not connect");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => [...document.querySelectorAll("[role=log] *")].filter((one) => one.children.length === 0 && one.textContent === "My VPN does not connect").length >= 2);
  await page.getByRole("button", { name: "With an input" }).click();
  await card("say").focus();
  await page.keyboard.press("r");
  await page.waitForFunction(() => document.activeElement?.textContent === "Run");
  await page.keyboard.press("Enter");
  await isDone("done");
});
