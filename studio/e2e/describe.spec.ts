// A flow described in words: who draws it, what comes of it, and what is said when nothing does.
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { violations } from "./support/axe.ts";
import { launch, open, picture, signIn, type Watched } from "./support/browser.ts";
import { send } from "./support/flow.ts";
import { model, type Model } from "./support/model.ts";

let browser: Browser;
let mine: Watched;
let page: Page;
let stub: Model;

const WORDS = "Greet people by what they say, then end.";
const says = (title: string, text: string) => ({
  title,
  input: { type: "object", properties: { message: { type: "string" } } },
  nodes: [{ id: "say", kind: "reply", config: { text } }],
  edges: [{ from: "start", to: "say" }],
});
const answer = (flow: object) => JSON.stringify({ flow, made: "It greets whoever writes.", missing: ["Your opening hours."] });

beforeAll(async () => {
  browser = await launch();
  stub = await model();
  mine = await open(browser);
  page = mine.page;
  await signIn(page);
});

afterAll(async () => {
  // The other journeys have the built-in model.
  const reset = await send(page, "PUT", "/admin/models", { provider: "offline", api_key: "" });
  stub?.close();
  expect(reset.status, reset.text).toBe(200);
  expect(mine.complaints).toEqual([]);
  await browser?.close();
});

const dialog = () => page.getByRole("dialog", { name: "New flow" });

async function inWords(): Promise<Locator> {
  await page.goto("/flows");
  await page.getByRole("button", { name: "New flow" }).first().click();
  await dialog().getByRole("radio", { name: "In your words" }).check();
  return dialog().getByRole("textbox", { name: "What the flow is to do" });
}
const drawIt = () => dialog().getByRole("button", { name: "Draw it" }).click();

test("without a language model a description leads to where one is connected", async () => {
  const field = await inWords();
  await drawIt();
  await dialog().getByText("Say what the flow is to do.").waitFor();
  expect(await field.evaluate((box) => document.activeElement === box)).toBe(true);
  await field.fill(WORDS);
  await drawIt();
  await dialog().getByRole("link", { name: "Connect your model" }).waitFor();
  expect(await violations(page)).toEqual([]);
  await picture(page, "describe");
});

test("what a model draws opens as a draft, with what it says of it, and is mended when the check finds something", async () => {
  const connected = await send(page, "PUT", "/admin/models", { provider: "openai_compatible", base_url: stub.address, model: "fast", api_key: "sk-none" });
  expect(connected.status, connected.text).toBe(200);
  // The first try reads what is not there; it is asked again with the finding.
  let tries = 0;
  stub.say(() => answer(says("Greets people", (tries += 1) === 1 ? "{{ nobody.text }}" : "Hello, {{ input.message }}")));
  await (await inWords()).fill(WORDS);
  await drawIt();
  await page.waitForURL((url) => url.pathname.startsWith("/flows/greets-people"));
  const words = page.getByRole("region", { name: "What the model made" });
  await words.getByText("It greets whoever writes.").waitFor();
  await words.getByText("Your opening hours.").waitFor();
  await page.locator("[data-node-id=say]").waitFor();
  await page.getByText("No problems. This flow can be published.").waitFor();
  expect(tries).toBe(2);
  expect(stub.asked.at(-1)?.messages.map((message) => message.content).join("\n")).toContain("nobody");
  expect(await violations(page)).toEqual([]);
  await picture(page, "described");
  // Nothing of it is published.
  await page.getByRole("button", { name: "Publish", exact: true }).waitFor();
  await words.getByRole("button", { name: "Close what the model said" }).click();
  await words.waitFor({ state: "detached" });
});

test("a model that gives no flow is told of in plain words, and one that takes long is stopped", async () => {
  stub.say("I would rather not.");
  const field = await inWords();
  await field.fill(WORDS);
  await drawIt();
  await dialog().getByText(/The model gave no flow/).waitFor();
  expect(await violations(page)).toEqual([]);
  stub.say(null);
  await drawIt();
  await dialog().getByText(/The model draws it/).waitFor();
  expect(await dialog().getByRole("radio", { name: "Empty flow" }).isDisabled()).toBe(true);
  await dialog().getByRole("button", { name: "Stop drawing" }).click();
  await dialog().getByRole("button", { name: "Draw it" }).waitFor();
  expect(await field.inputValue()).toBe(WORDS);
  await page.keyboard.press("Escape");
  await dialog().waitFor({ state: "detached" });
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain("New flow");
});
