// Tests judged by a rubric: written in the test's form, judged by the model that is connected, and told for what it is when none is. Then
// what publishing costs beside the last version.
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { violations } from "./support/axe.ts";
import { launch, open, picture, signIn, type Watched } from "./support/browser.ts";
import { send as sendAs } from "./support/flow.ts";
import { model, type Model } from "./support/model.ts";

let browser: Browser;
let mine: Watched;
let page: Page;
let stub: Model;
const name = `judged-${Date.now().toString(36)}`;
const send = (method: string, path: string, body?: object) => sendAs(page, method, path, body);

/** Asks a model so often, one after the other. */
const asking = (...ids: string[]) => ({
  format: "flowright/1",
  name,
  title: "Greeting",
  input: { type: "object", properties: { message: { type: "string", examples: ["hello"] } } },
  nodes: [...ids.map((id) => ({ id, kind: "llm", config: { prompt: "Greet {{ input.message }}" } })), { id: "say", kind: "reply", config: { text: "{{ greet.text }}" } }],
  edges: ["start", ...ids].map((from, at) => ({ from, to: [...ids, "say"][at] })),
});
const answers = (tokens: number) => [{ output: { text: "Hello, what can I do for you?" }, usage: { input_tokens: tokens, output_tokens: 20 } }];
const tested = { format: "flowright-test/1", name: "greets", title: "It greets", mocks: { greet: answers(900), polish: answers(400) }, turns: [{ user: { message: "hello" }, expect: { reply: { contains: ["Hello"] } } }] };

beforeAll(async () => {
  browser = await launch();
  stub = await model();
  mine = await open(browser);
  page = mine.page;
  await signIn(page);
  expect((await send("POST", "/flows", { name, title: "Greeting" })).status).toBe(201);
  const put = await send("PUT", `/flows/${name}/draft`, asking("greet", "polish"));
  expect(put.status, put.text).toBe(200);
  expect((await send("POST", `/flows/${name}/tests`, tested)).status).toBe(201);
  expect((await send("POST", `/flows/${name}/publish`, {})).status).toBe(201);
});

afterEach(async (context) => {
  if (context.task.result?.state === "fail") await picture(page, `broken-${context.task.name.slice(0, 20)}`);
});

afterAll(async () => {
  // The other journeys have the built-in model.
  const reset = await send("PUT", "/admin/models", { provider: "offline", api_key: "" });
  stub?.close();
  expect(reset.status, reset.text).toBe(200);
  expect(mine.complaints).toEqual([]);
  await browser?.close();
});

const row = () => page.locator("[data-test=greets]");

test("a rubric is written in the test’s form, and without a language model nothing is called passed", async () => {
  await page.goto(`/flows/${name}?panel=tests`);
  await page.getByRole("button", { name: "Edit ‘greets’" }).click();
  const editor = page.getByRole("dialog", { name: "Test ‘greets’" });
  await editor.getByLabel("Expect more: Turn 1").selectOption({ label: "Judged by a rubric" });
  const rubric = editor.getByRole("textbox", { name: "Judged by a rubric" });
  await editor.getByText("Say what a good answer must do.").waitFor();
  expect(await editor.getByRole("button", { name: "Save and run" }).isDisabled()).toBe(true);
  await rubric.fill("It greets, and asks what is needed.");
  await rubric.scrollIntoViewIfNeeded();
  expect(await violations(page)).toEqual([]);
  await picture(page, "rubric-form");
  await editor.getByRole("button", { name: "Save and run" }).click();
  await editor.waitFor({ state: "detached" });
  await row().and(page.locator("[data-result=open]")).waitFor();
  await row().getByText("Not judged: no language model is connected. The offline model is none.").waitFor();
  expect(await violations(page)).toEqual([]);
  await picture(page, "rubric-open");
});

test("the model that is connected judges, and its reason and its tokens stand beside the test", async () => {
  const connected = await send("PUT", "/admin/models", { provider: "openai_compatible", base_url: stub.address, model: "fast", api_key: "sk-none", prices: { input: 2, output: 10 } });
  expect(connected.status, connected.text).toBe(200);
  stub.say(JSON.stringify({ reason: "It greets but does not say who it is.", verdict: "fail" }));
  await page.getByRole("button", { name: "Run ‘greets’" }).click();
  await row().and(page.locator("[data-result=failed]")).waitFor();
  await row().getByText("It does not hold: It greets but does not say who it is.").waitFor();
  await row().getByText(/fast, 1,200 tokens/).waitFor();
  expect(await violations(page)).toEqual([]);
  await picture(page, "rubric-fails");
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await violations(page)).toEqual([]);
  await picture(page, "rubric-fails-dark");
  await page.emulateMedia({ colorScheme: "light" });
  // Another rubric is another question.
  stub.say(JSON.stringify({ reason: "It greets and asks.", verdict: "pass" }));
  await page.getByRole("button", { name: "Edit ‘greets’" }).click();
  const editor = page.getByRole("dialog", { name: "Test ‘greets’" });
  await editor.getByRole("textbox", { name: "Judged by a rubric" }).fill("It greets and asks something.");
  await editor.getByRole("button", { name: "Save and run" }).click();
  await row().and(page.locator("[data-result=passed]")).waitFor();
  await row().getByText("It holds: It greets and asks.").waitFor();
  await picture(page, "rubric-passes");
});

test("publishing says what the tests cost with the draft, in figures and in words", async () => {
  await page.goto(`/flows/${name}`);
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Publish" });
  const cost = dialog.locator("[data-cost-delta]");
  await cost.getByText("No change: the tests ask models the same as with version 1.").waitFor();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  // The second model is asked only when it is wanted.
  const draft = asking("greet", "polish");
  const check = { id: "check", kind: "condition", config: { cases: [{ port: "yes", when: 'input.message == "more"' }], otherwise: "no" } };
  const put = await send("PUT", `/flows/${name}/draft`, { ...draft, nodes: [...draft.nodes, check], edges: [{ from: "start", to: "greet" }, { from: "greet", to: "check" }, { from: "check.no", to: "say" }, { from: "check.yes", to: "polish" }] });
  expect(put.status, put.text).toBe(200);
  await page.reload();
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await cost.getByText(/One run of each test: \$0\.003 with the version, \$0\.002 with the draft; \$0\.001 less\./).waitFor();
  await cost.getByText(/It greets: 2 questions to models, 1,340 tokens, .* → 1 question to a model, 920 tokens/).waitFor();
  expect(await violations(page)).toEqual([]);
  await picture(page, "cost-delta");
  await page.emulateMedia({ colorScheme: "dark" });
  await picture(page, "cost-delta-dark");
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 390, height: 844 });
  await cost.scrollIntoViewIfNeeded();
  expect(await violations(page)).toEqual([]);
  await picture(page, "cost-delta-phone");
  await page.setViewportSize({ width: 1440, height: 900 });
});
