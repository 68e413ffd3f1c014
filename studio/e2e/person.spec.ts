// Talk to a person: asked for at any time, seen by the desk, taken over, given back.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { violations } from "./support/axe.ts";
import { launch, open, picture, signIn, type Watched } from "./support/browser.ts";
import { draw, send } from "./support/flow.ts";

const stamp = Date.now().toString(36);
const TALK = `person-${stamp}`;
const IDA = { name: "Ida Moser", email: `ida-${stamp}@example.org`, password: "a small boat in the reeds", role: "end_user" };
const TOM = { name: "Tom Berg", email: `tom-${stamp}@example.org`, password: "a tall fence by the road", role: "agent" };
const EVA = { name: "Eva Lund", email: `eva-${stamp}@example.org`, password: "a red kite over the hill", role: "agent" };

/** A journey that is tried again waits behind what it left. */
const QUEUE = /Waiting for a person. You are (next|number \d+ in the queue)\./;

let browser: Browser;
let builder: Watched;
let mine: Watched;
let page: Page;
let desk: Watched;
let colleague: Watched;

const log = (where: Page) => where.getByRole("log", { name: "Conversation" });
const openMenu = () => page.getByRole("button", { name: "Menu" }).click();
const menu = async (item: string) => {
  await openMenu();
  await page.getByRole("button", { name: item }).click();
};
const say = async (where: Page, text: string) => {
  await where.getByLabel("Message").fill(text);
  await where.keyboard.press("Enter");
};
const seen = async (where: Page, name: string) => {
  await picture(where, name);
  expect(await violations(where)).toEqual([]);
  await where.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  await picture(where, `${name}-dark`);
  expect(await violations(where, { onlyColours: true })).toEqual([]);
  await where.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
};
/** The same at the width of a phone. */
const seenOnPhone = async (where: Page, name: string) => {
  await where.setViewportSize({ width: 390, height: 844 });
  expect(await where.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await seen(where, `${name}-phone`);
  await where.setViewportSize({ width: 1440, height: 900 });
};

async function begin(): Promise<void> {
  await page.goto(`/chat/${TALK}`);
  await menu("New conversation");
  await page.getByText("what can I help with?").waitFor();
}

async function signedIn(who: typeof TOM, path: string, arrived: (where: Page) => Promise<unknown>): Promise<Watched> {
  expect((await send(builder.page, "POST", "/admin/users", who)).status).toBe(201);
  const watched = await open(browser);
  await watched.page.goto(path);
  await watched.page.getByLabel("E-mail").fill(who.email);
  await watched.page.getByLabel("Password").fill(who.password);
  await watched.page.getByRole("button", { name: "Sign in" }).click();
  await arrived(watched.page);
  return watched;
}

beforeAll(async () => {
  browser = await launch();
  builder = await open(browser);
  await signIn(builder.page);
  const options = [{ port: "yes", label: "Yes" }, { port: "no", label: "No" }];
  await draw(builder.page, TALK, {
    nodes: [
      { id: "say", kind: "reply", config: { text: "You said: {{ input.message }}" } },
      { id: "helped", kind: "ask_user", config: { question: "Did this help?", options } },
      { id: "good", kind: "reply", config: { text: "Good to hear." } },
    ],
    edges: [{ from: "start", to: "say" }, { from: "say", to: "helped" }, { from: "helped.yes", to: "good" }],
  });
  const published = await send(builder.page, "POST", `/flows/${TALK}/publish`, {});
  expect(published.status, published.text).toBeLessThan(300);
  const home = (where: Page) => where.getByRole("heading", { name: /Hello/ }).waitFor();
  mine = await signedIn(IDA, `/chat/${TALK}`, (where) => where.getByText("what can I help with?").waitFor());
  page = mine.page;
  desk = await signedIn(TOM, "/login", home);
  colleague = await signedIn(EVA, "/login", home);
});

afterAll(async () => {
  expect([builder, mine, desk, colleague].flatMap((one) => one?.complaints ?? [])).toEqual([]);
  await browser?.close();
});

test("a person is asked for, comes, is talked with and gives the conversation back", async () => {
  await begin();
  await say(page, "My laptop burns");
  await log(page).getByRole("button", { name: "Yes" }).waitFor();
  await menu("Talk to a person");
  await page.getByText(QUEUE).waitFor();
  await page.getByText("The desk has given no opening hours").waitFor();
  await say(page, "It smokes, too");
  await log(page).getByText("It smokes, too").waitFor();
  await seen(page, "person-1-waiting");
  await seenOnPhone(page, "person-1-waiting");
  // It stays in the menu, and cannot be asked for twice.
  await openMenu();
  expect(await page.getByRole("button", { name: "Talk to a person" }).isDisabled()).toBe(true);
  await seen(page, "person-1-menu");
  await page.keyboard.press("Escape");

  await desk.page.goto("/desk");
  await desk.page.getByRole("link", { name: /Live conversations/ }).click();
  const row = desk.page.getByRole("link", { name: /It smokes, too/ });
  await row.getByText("waits").waitFor();
  await seen(desk.page, "person-2-live");
  await seenOnPhone(desk.page, "person-2-live");
  await row.click();
  await log(desk.page).getByText("My laptop burns", { exact: true }).waitFor();
  await desk.page.getByText("Take the conversation over to write in it.").waitFor();
  await desk.page.getByRole("complementary", { name: "So far" }).getByText("My laptop burns", { exact: true }).waitFor();
  await seen(desk.page, "person-3-before");
  // A colleague looks at the same time, and comes second.
  await colleague.page.goto(desk.page.url());
  await colleague.page.getByRole("button", { name: "Take over", exact: true }).waitFor();
  await desk.page.getByRole("button", { name: "Take over", exact: true }).click();
  await log(page).getByText(`${TOM.name} has joined the conversation`).waitFor();
  await page.getByRole("heading", { name: TOM.name }).waitFor();
  await colleague.page.getByRole("button", { name: `Take over from ${TOM.name}` }).waitFor();
  await colleague.page.getByText(`${TOM.name} has this conversation.`).waitFor();
  await seen(colleague.page, "person-3-colleague");

  await say(desk.page, "Unplug it, **please**.");
  await log(page).getByText("Unplug it").waitFor();
  await say(page, "Done");
  await log(desk.page).getByText("Done").waitFor();
  await seen(page, "person-4-with");
  await seenOnPhone(page, "person-4-with");
  await seen(desk.page, "person-4-desk");
  await seenOnPhone(desk.page, "person-4-desk");

  await desk.page.getByRole("button", { name: "Return to the assistant" }).click();
  await log(page).getByText("The assistant has the conversation again").waitFor();
  await desk.page.getByText("The assistant has this conversation.").first().waitFor();
  // The question was open all the time.
  await log(page).getByRole("button", { name: "Yes" }).click();
  await log(page).getByText("Good to hear.").waitFor();
  await say(page, "Thanks");
  await log(page).getByText("You said: Thanks").waitFor();
  // A reload shows the same, in the same order.
  await page.reload();
  await log(page).getByText("You said: Thanks").waitFor();
  const said = await log(page).locator("[data-message]").allInnerTexts();
  const expected = [
    "My laptop burns",
    "You said: My laptop burns",
    "Did this help?",
    "You asked for a person",
    "It smokes, too",
    `${TOM.name} has joined the conversation`,
    TOM.name.slice(0, 1),
    "Done",
    "The assistant has the conversation again",
    "Yes",
    "Good to hear.",
    "Thanks",
    "You said: Thanks",
    "Did this help?",
  ];
  expect(said.map((text) => text.split("\n")[0])).toEqual(expected);
});

test("one may go on with the assistant while nobody has come", async () => {
  await begin();
  await menu("Talk to a person");
  await page.getByRole("button", { name: "Go on with the assistant" }).click();
  await log(page).getByText("The assistant has the conversation again").waitFor();
  await say(page, "Still there?");
  await log(page).getByText("You said: Still there?").waitFor();
  expect(await page.getByText("Waiting for a person").count()).toBe(0);
});

test("a visitor of the widget asks, and knows whom they talk to", async () => {
  const widget = { enabled: true, origins: ["https://shop.example.com"], title: "Shop", greeting: "Hello there" };
  const saved = await send(builder.page, "PUT", `/flows/${TALK}/channels/widget`, widget);
  expect(saved.status, saved.text).toBe(200);
  const { widget: made } = JSON.parse(saved.text) as { widget: { public_id: string } };
  const visitor = await open(browser, { width: 390, height: 640 });
  const frame = visitor.page;
  await frame.goto(`/embed/${made.public_id}`);
  await frame.getByText("Hello there").waitFor();
  await frame.getByRole("button", { name: "Menu" }).click();
  await frame.getByRole("button", { name: "Talk to a person" }).click();
  await frame.getByText(QUEUE).waitFor();
  await say(frame, "Where is my parcel?");
  await seen(frame, "person-5-visitor");
  await desk.page.goto("/desk/live");
  await desk.page.getByRole("link", { name: /Where is my parcel/ }).click();
  await desk.page.getByRole("button", { name: "Take over", exact: true }).click();
  await frame.getByRole("heading", { name: TOM.name }).waitFor();
  await say(desk.page, "On its way");
  await log(frame).getByText("On its way").waitFor();
  // They need not wait until somebody lets them go.
  await frame.getByRole("button", { name: "Return to the assistant" }).click();
  await desk.page.getByText("The assistant has this conversation.").first().waitFor();
  expect(visitor.complaints).toEqual([]);
});

test("whoever waits is told when the desk is there, once it has said so", async () => {
  const { page: admin } = builder;
  await admin.goto("/admin/models");
  await admin.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: "Desk" }).click();
  await admin.getByText("No hours are given").waitFor();
  const save = admin.locator("form", { has: admin.getByLabel("Opens") }).getByRole("button", { name: "Save" });
  // Noon somewhere, whatever the time is here. (The names of these zones count the other way round.)
  const ahead = new Date().getUTCHours() - 12;
  const zone = `Etc/GMT${ahead < 0 ? "" : "+"}${ahead}`;
  for (const day of ["Saturday", "Sunday"]) await admin.getByRole("checkbox", { name: day }).check();
  await admin.getByLabel("Opens").fill("18:00");
  await admin.getByLabel("Closes").fill("17:00");
  await admin.getByLabel("Time zone").fill(zone);
  await save.click();
  await admin.getByText(/it opens at 18:00 and closes at 17:00/i).waitFor();
  await admin.getByLabel("Closes").fill("19:30");
  await admin.getByLabel("Holidays").fill("2020-01-01");
  await save.click();
  await admin.getByText(/^The desk is closed now and opens (today|tomorrow) at \d\d:\d\d/).waitFor();
  await seen(admin, "person-5-hours");
  await seenOnPhone(admin, "person-5-hours");

  await begin();
  await menu("Talk to a person");
  await page.getByText(/The desk is closed now and opens (today|tomorrow) at \d\d:\d\d \(your time\)\. Opening hours: every day, 18:00–19:30 \(Etc/).waitFor();
  await seen(page, "person-5-closed");
  await seenOnPhone(page, "person-5-closed");
  await admin.getByLabel("Opens").fill("09:00");
  await save.click();
  await admin.getByText("The desk is open now. Opening hours: every day, 09:00–19:30").waitFor();
  await page.getByText("The desk is open now").waitFor();
  await page.getByRole("button", { name: "Go on with the assistant" }).click();
  await admin.getByRole("button", { name: "Give no hours" }).click();
  await admin.getByText("No hours are given").waitFor();
});
