// Talk to a person: asked for at any time, seen by the desk, taken over, given back.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { violations } from "./support/axe.ts";
import { ADMIN, launch, open, picture, signIn, type Watched } from "./support/browser.ts";
import { draw, send } from "./support/flow.ts";

const ECHO = `person-${Date.now().toString(36)}`;

let browser: Browser;
let mine: Watched;
let page: Page;
let desk: Watched;

const log = (where: Page) => where.getByRole("log", { name: "Conversation" });
const menu = async (item: string) => {
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("button", { name: item }).click();
};
const say = async (where: Page, text: string) => {
  await where.getByLabel("Message").fill(text);
  await where.keyboard.press("Enter");
};

async function begin(): Promise<void> {
  await page.goto(`/chat/${ECHO}`);
  await menu("New conversation");
  await page.getByText("what can I help with?").waitFor();
}

beforeAll(async () => {
  browser = await launch();
  mine = await open(browser);
  page = mine.page;
  await signIn(page);
  await draw(page, ECHO, { nodes: [{ id: "say", kind: "reply", config: { text: "You said: {{ input.message }}" } }], edges: [{ from: "start", to: "say" }] });
  expect((await send(page, "POST", `/flows/${ECHO}/publish`, {})).status).toBeLessThan(300);
  desk = await open(browser, { state: await mine.context.storageState() });
});

afterAll(async () => {
  expect([...mine.complaints, ...desk.complaints]).toEqual([]);
  await browser?.close();
});

test("a person is asked for, comes, is talked with and gives the conversation back", async () => {
  await begin();
  await menu("Talk to a person");
  await page.getByText("You are next. Write here; a person will read it.").waitFor();
  await say(page, "My laptop burns");
  await log(page).getByText("My laptop burns").waitFor();
  await picture(page, "person-1-waiting");
  expect(await violations(page)).toEqual([]);

  await desk.page.goto("/desk");
  await desk.page.getByRole("link", { name: /Live conversations/ }).click();
  const row = desk.page.getByRole("link", { name: /My laptop burns/ });
  await row.getByText("waits").waitFor();
  await picture(desk.page, "person-2-live");
  expect(await violations(desk.page)).toEqual([]);
  await row.click();
  await log(desk.page).getByText("My laptop burns").waitFor();
  await desk.page.getByRole("button", { name: "Take over" }).click();
  await page.getByText(`${ADMIN.name} has joined the conversation`).waitFor();
  await page.getByRole("heading", { name: ADMIN.name }).waitFor();
  await expect.poll(() => desk.page.getByRole("button", { name: "Take over" }).count()).toBe(0);
  await picture(desk.page, "person-3-desk");
  expect(await violations(desk.page)).toEqual([]);

  await say(page, "Are you there?");
  await log(desk.page).getByText("Are you there?").waitFor();
  await desk.page.getByRole("button", { name: "Return to the assistant" }).click();
  await page.getByText("The assistant has the conversation again").waitFor();
  await say(page, "Thanks");
  await log(page).getByText("You said: Thanks").waitFor();
  // A reload shows the same, in the same order.
  await page.reload();
  await log(page).getByText("You said: Thanks").waitFor();
  const said = await log(page).locator("[data-message]").allInnerTexts();
  expect(said.map((text) => text.split("\n")[0])).toEqual([
    `${ADMIN.name} asked for a person`,
    "My laptop burns",
    `${ADMIN.name} has joined the conversation`,
    "Are you there?",
    "The assistant has the conversation again",
    "Thanks",
    "You said: Thanks",
  ]);
});

test("one may go on with the assistant while nobody has come", async () => {
  await begin();
  await say(page, "Hello");
  await log(page).getByText("You said: Hello").waitFor();
  await menu("Talk to a person");
  await page.getByRole("button", { name: "Go on with the assistant" }).click();
  await page.getByText("The assistant has the conversation again").waitFor();
  await say(page, "Still there?");
  await log(page).getByText("You said: Still there?").waitFor();
  expect(await page.getByText("Waiting for a person").count()).toBe(0);
});
