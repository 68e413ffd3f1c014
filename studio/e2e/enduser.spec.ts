// The chat page as somebody has it who may do nothing else: their words are kept, their answers are understood, and Stop stops.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, open, picture, signIn, type Watched } from "./support/browser.ts";
import { draw, send } from "./support/flow.ts";
import { model, type Model } from "./support/model.ts";

const stamp = Date.now().toString(36);
const TALK = `thinks-${stamp}`;
const QUICK = `quick-${stamp}`;
const ASKS = `asks-${stamp}`;
const LEA = { name: "Lea Sand", email: `lea-${stamp}@example.org`, password: "a long bridge over the bay", role: "end_user" };

let browser: Browser;
let builder: Watched;
let mine: Watched;
let page: Page;
let stub: Model;

const log = () => page.getByRole("log", { name: "Conversation" });
const field = () => page.getByLabel("Message");
async function say(text: string): Promise<void> {
  await field().fill(text);
  await page.keyboard.press("Enter");
}
async function publish(name: string, nodes: object[], edges: { from: string; to: string }[]): Promise<void> {
  await draw(builder.page, name, { nodes, edges });
  const published = await send(builder.page, "POST", `/flows/${name}/publish`, {});
  expect(published.status, published.text).toBeLessThan(300);
}
async function begin(flow: string): Promise<void> {
  await page.goto(`/chat/${flow}`);
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("button", { name: "New conversation" }).click();
  await page.getByText("what can I help with?").waitFor();
}

beforeAll(async () => {
  browser = await launch();
  stub = await model();
  builder = await open(browser);
  await signIn(builder.page);
  const connected = await send(builder.page, "PUT", "/admin/models", { provider: "openai_compatible", base_url: stub.address, model: "fast", api_key: "sk-none" });
  expect(connected.status, connected.text).toBe(200);
  await publish(TALK, [{ id: "think", kind: "llm", config: { prompt: "{{ input.message }}" } }, { id: "say", kind: "reply", config: { text: "{{ think.text }}" } }], [{ from: "start", to: "think" }, { from: "think", to: "say" }]);
  await publish(QUICK, [{ id: "say", kind: "reply", config: { text: "You said: {{ input.message }}" } }], [{ from: "start", to: "say" }]);
  await publish(
    ASKS,
    [{ id: "details", kind: "ask_user", config: { question: "A few details, please.", form: "it-ticket" } }, { id: "say", kind: "reply", config: { text: "Category: {{ details.values.category }}" } }],
    [{ from: "start", to: "details" }, { from: "details.answered", to: "say" }],
  );
  expect((await send(builder.page, "POST", "/admin/users", LEA)).status).toBe(201);
  mine = await open(browser);
  page = mine.page;
  await page.goto(`/chat/${QUICK}`);
  await page.getByLabel("E-mail").fill(LEA.email);
  await page.getByLabel("Password").fill(LEA.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("what can I help with?").waitFor();
});

afterAll(async () => {
  // The other journeys have the built-in model.
  const reset = await send(builder.page, "PUT", "/admin/models", { provider: "offline", api_key: "" });
  stub?.close();
  expect(reset.status, reset.text).toBe(200);
  expect([builder, mine].flatMap((one) => one?.complaints ?? [])).toEqual([]);
  await browser?.close();
});

test("an answer that takes long is stopped by who asked for it", async () => {
  stub.say(null);
  await begin(TALK);
  await say("Think about it");
  await page.getByRole("button", { name: "Stop" }).click();
  await page.getByText("Stopped.").waitFor();
  expect(await log().getByRole("alert").count()).toBe(0);
});

test("an answer that is there before anybody listens is not waited for", async () => {
  for (let round = 0; round < 4; round += 1) {
    await begin(QUICK);
    await say(`Round ${round}`);
    await log().getByText(`You said: Round ${round}`).waitFor();
    await page.getByRole("button", { name: "Stop" }).waitFor({ state: "detached" });
  }
});

test("an answer in one’s own words that is not enough leaves the form open, at the end, also after a reload", async () => {
  await begin(ASKS);
  await say("qwertz");
  const form = page.getByRole("form", { name: "IT ticket" });
  await form.waitFor();
  await say("my monitor is broken");
  await log().getByText("my monitor is broken", { exact: true }).waitFor();
  await form.getByLabel("Category").waitFor();
  await picture(page, "enduser-again");
  await page.reload();
  await form.getByLabel("Category").waitFor();
  // What is to be answered stands below what was not enough.
  const [said, asked] = [await log().getByText("my monitor is broken", { exact: true }).boundingBox(), await form.boundingBox()];
  expect(said?.y ?? 0).toBeLessThan(asked?.y ?? 0);
});

test("what is typed outlives a network that is away, a reload, and is never cut", async () => {
  await begin(QUICK);
  await say("hello");
  await log().getByText("You said: hello").waitFor();
  await field().fill("half a sentence");
  await page.reload();
  await log().getByText("You said: hello").waitFor();
  expect(await field().inputValue()).toBe("half a sentence");
  await page.context().setOffline(true);
  await page.keyboard.press("Escape");
  await field().focus();
  await page.keyboard.press("Enter");
  await log().locator("[data-pending]").getByText("half a sentence").waitFor();
  await log().locator("[data-pending]").getByText("Will be sent when the network is back").waitFor();
  await field().fill("and the rest");
  await page.context().setOffline(false);
  await log().getByText("You said: half a sentence").waitFor();
  expect(await field().inputValue()).toBe("and the rest");
  await field().fill("x".repeat(16_001));
  await page.getByText("1 character too many").waitFor();
  expect(await page.getByRole("button", { name: "Send" }).isDisabled()).toBe(true);
  await field().fill("");
});
