// An approver asks back and is answered where the other is; a ticket's card with what one may do on it; notices on this device.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { violations } from "./support/axe.ts";
import { ADMIN, launch, open, picture, signIn, type Watched } from "./support/browser.ts";
import { draw, send } from "./support/flow.ts";

const stamp = Date.now().toString(36);
const BUY = `buy-${stamp}`;
const HELP = `help-${stamp}`;
const IDA = { name: "Ida Moser", email: `ida-${stamp}@example.org`, password: "a small boat in the reeds", role: "end_user" };

let browser: Browser;
let lead: Watched;
let mine: Watched;
let page: Page;

const log = () => page.getByRole("log", { name: "Conversation" });
const say = async (text: string) => {
  await page.getByLabel("Message").fill(text);
  await page.keyboard.press("Enter");
};
const seen = async (where: Page, name: string) => {
  await picture(where, name);
  expect(await violations(where)).toEqual([]);
  await where.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  await picture(where, `${name}-dark`);
  expect(await violations(where, { onlyColours: true })).toEqual([]);
  await where.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
};
const seenOnPhone = async (where: Page, name: string) => {
  await where.setViewportSize({ width: 390, height: 844 });
  expect(await where.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await picture(where, `${name}-phone`);
  await where.setViewportSize({ width: 1440, height: 900 });
};

beforeAll(async () => {
  browser = await launch();
  lead = await open(browser);
  await signIn(lead.page);
  await draw(lead.page, BUY, {
    nodes: [
      { id: "decide", kind: "approval", config: { title: `A laptop, ${stamp}?`, details: { Price: "1,200 €" }, approvers: [{ email: ADMIN.email }], timeout: "2h" } },
      { id: "yes", kind: "reply", config: { text: "It is ordered." } },
      { id: "no", kind: "reply", config: { text: "Not this year." } },
    ],
    edges: [{ from: "start", to: "decide" }, { from: "decide.approved", to: "yes" }, { from: "decide.rejected", to: "no" }, { from: "decide.timeout", to: "no" }],
  });
  await draw(lead.page, HELP, {
    nodes: [{ id: "make", kind: "create_ticket", config: { title: "{{ input.message }}", description: "{{ input.message }}", priority: "P2" } }],
    edges: [{ from: "start", to: "make" }],
  });
  for (const flow of [BUY, HELP]) expect((await send(lead.page, "POST", `/flows/${flow}/publish`, {})).status).toBeLessThan(300);
  expect((await send(lead.page, "POST", "/admin/users", IDA)).status).toBe(201);
  mine = await open(browser);
  page = mine.page;
  await page.goto(`/chat/${BUY}`);
  await page.getByLabel("E-mail").fill(IDA.email);
  await page.getByLabel("Password").fill(IDA.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("what can I help with?").waitFor();
});

afterAll(async () => {
  await browser?.close();
  expect([...lead.complaints, ...mine.complaints]).toEqual([]);
});

test("who is to decide asks back, and is answered in the conversation", async () => {
  await say("My laptop is old");
  await log().getByText(`Waiting for approval “A laptop, ${stamp}?”.`).waitFor();
  const listed = JSON.parse((await send(lead.page, "GET", "/approvals?status=pending")).text) as { data: { id: string; title: string }[] };
  const id = listed.data.find((one) => one.title === `A laptop, ${stamp}?`)?.id ?? "";
  // Where a notice leads: one card, the same as at the desk and in the chat.
  await lead.page.goto(`/approvals/${id}`);
  const card = lead.page.locator(`[data-approval="${id}"]`);
  await card.getByRole("button", { name: "Ask back…" }).click();
  await card.getByText(/^Ida Moser is told and can answer\. The time runs on: decide by/).waitFor();
  await card.getByLabel("Question").fill("What is wrong with the old one?");
  await seen(lead.page, "ask-back-form");
  await card.getByRole("button", { name: "Ask back", exact: true }).click();
  await card.getByText(`${ADMIN.name} asked back; there is no answer yet`).waitFor();

  // It comes as it is asked; what is written below it is something else.
  const asked = log().locator("[data-question]");
  await asked.getByText("What is wrong with the old one?").waitFor();
  await seen(page, "asked-back");
  await seenOnPhone(page, "asked-back");
  await asked.getByLabel("Your answer").fill("Its fan is broken.");
  await asked.getByRole("button", { name: "Answer" }).click();
  await log().locator("[data-question=answered]").getByText("Its fan is broken.").waitFor();
  await page.reload();
  await log().locator("[data-question=answered]").getByText("Its fan is broken.").waitFor();
  await seen(page, "answered-back");

  await card.getByText(`Ida Moser answered ${ADMIN.name}`).waitFor({ timeout: 40_000 });
  await card.getByText("Its fan is broken.").waitFor();
  await seen(lead.page, "answer-read");
  await seenOnPhone(lead.page, "answer-read");
  await card.getByRole("button", { name: "Approve…" }).click();
  await card.getByRole("button", { name: "Approve", exact: true }).click();
  await log().getByText("It is ordered.").waitFor();
});

test("a ticket’s card says until when one hears something, and takes files and a word", async () => {
  await lead.page.goto("/admin/desk");
  const form = lead.page.getByRole("group", { name: "Hours until the next update, by priority" });
  await form.getByLabel("P2").fill("4");
  await lead.page.locator("form").filter({ has: form }).getByRole("button", { name: "Save" }).click();
  await lead.page.getByText("Saved").waitFor();
  await seen(lead.page, "promised-updates");

  await page.goto(`/chat/${HELP}`);
  await say("The printer prints blank pages");
  const card = log().locator("[data-ticket]");
  await card.locator("[data-due=ahead]").getByText(/^Next update by /).waitFor();
  await card.getByRole("button", { name: "Attach" }).click();
  await card.getByText(/Up to .* in a message\./).waitFor();
  await card.locator("input[type=file]").first().setInputFiles({ name: "blank.txt", mimeType: "text/plain", buffer: Buffer.from("blank") });
  await card.getByText(/ready to send/).waitFor();
  await seen(page, "ticket-attach");
  await seenOnPhone(page, "ticket-attach");
  await card.getByLabel("Comment").fill("See the page.");
  await card.getByRole("button", { name: "Send comment" }).click();
  await card.getByText("See the page.").waitFor();
  await card.getByText("blank.txt").waitFor();
  await seen(page, "ticket-card");
  const number = (await card.getAttribute("data-ticket")) ?? "";
  await lead.page.goto(`/desk/${number}`);
  await lead.page.getByRole("link", { name: /blank\.txt/ }).waitFor();
  // It is done, and not after all: in place, without a reload.
  expect((await send(lead.page, "POST", `/tickets/${number}/close`, {})).status).toBe(200);
  await card.getByRole("button", { name: "Reopen" }).click({ timeout: 40_000 });
  await expect.poll(() => card.getAttribute("data-ticket-status")).toBe("open");
});

test("notices on this device are explained first, and what comes of it is said", async () => {
  await page.goto("/portal");
  const part = page.getByRole("region", { name: "Notices on this device" });
  await part.getByText(/Your browser asks for permission first\.$/).waitFor();
  await seen(page, "notify-portal");
  await mine.context.grantPermissions(["notifications"]);
  await page.reload();
  await part.getByRole("button", { name: "Notify me on this device" }).click();
  // No push service can be reached from here: the worker stands, and the page says what is missing.
  await part.getByText(/the push service of this browser did not answer\. Nothing was switched on/).waitFor({ timeout: 40_000 });
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistration("/"))?.active?.scriptURL)).toMatch(/\/push-worker\.js$/);
  await seen(page, "notify-failed");
  await lead.page.goto("/me");
  await lead.page.getByRole("heading", { name: "Notices on your devices" }).waitFor();
  await seen(lead.page, "notify-me");
  await page.goto(`/chat/${HELP}`);
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("button", { name: "Notices on this device…" }).click();
  await page.getByRole("button", { name: "Notify me on this device" }).waitFor();
  await seenOnPhone(page, "notify-menu");
});
