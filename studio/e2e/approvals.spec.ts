// Decisions that a conversation asks for: made in it, kept in it, and found again under Approvals.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { violations } from "./support/axe.ts";
import { ADMIN, launch, open, picture, signIn, type Watched } from "./support/browser.ts";
import { draw, send } from "./support/flow.ts";

let browser: Browser;
let mine: Watched;
let page: Page;
const stamp = Date.now().toString(36);
const ORDER = `order-${stamp}`;
const LATE = `late-${stamp}`;

const asks = (title: string, more: object = {}) => ({ id: "decide", kind: "approval", config: { title, details: { Price: "1,200 €" }, approvers: [{ email: ADMIN.email }], ...more } });

beforeAll(async () => {
  browser = await launch();
  mine = await open(browser);
  page = mine.page;
  await signIn(page);
  await draw(page, ORDER, {
    nodes: [asks(`Order a laptop, ${stamp}?`), { id: "yes", kind: "reply", config: { text: "It is ordered." } }, { id: "no", kind: "reply", config: { text: "Not this year." } }],
    edges: [{ from: "start", to: "decide" }, { from: "decide.approved", to: "yes" }, { from: "decide.rejected", to: "no" }],
  });
  await draw(page, LATE, {
    nodes: [asks(`Ten days off, ${stamp}?`, { timeout: "1s" }), { id: "late", kind: "reply", config: { text: "Nobody decided." } }],
    edges: [{ from: "start", to: "decide" }, { from: "decide.timeout", to: "late" }],
  });
  for (const flow of [ORDER, LATE]) expect((await send(page, "POST", `/flows/${flow}/publish`, {})).status).toBeLessThan(300);
});

afterAll(async () => {
  expect(mine.complaints).toEqual([]);
  await browser?.close();
});

const log = () => page.getByRole("log");
const card = (status: string) => log().locator(`[data-approval][data-status=${status}]`);

async function say(words: string): Promise<void> {
  await page.getByRole("textbox", { name: "Message" }).fill(words);
  await page.keyboard.press("Enter");
}

async function decide(way: "Approve" | "Reject", comment: string): Promise<void> {
  const open = card("pending");
  await open.getByRole("button", { name: `${way}…` }).click();
  await open.getByLabel("Comment").fill(comment);
  await open.getByRole("button", { name: way, exact: true }).click();
}

/** What stands in the conversation, in its order. */
const order = () => log().locator("[data-message], [data-approval]").evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset.status ?? (one.textContent ?? "").trim().slice(0, 14)));

test("a decision stays in the conversation where it was asked for, with who said what", async () => {
  await page.goto(`/chat/${ORDER}`);
  await say("My laptop is old");
  await card("pending").getByText(/^Asked: .* Ada Weber \(.+@.+\) asks for it\./).waitFor();
  await decide("Approve", "Within the budget.");
  await log().getByText("It is ordered.").waitFor();
  await card("approved").getByText("Ada Weber approved").waitFor();
  await card("approved").getByText(/^Ada Weber asked, through/).waitFor();
  await card("approved").getByText("Within the budget.").waitFor();
  // What was asked is folded, not gone.
  expect(await card("approved").getByText("1,200 €").isVisible()).toBe(false);
  await card("approved").getByText("What was asked").click();
  await card("approved").getByText("1,200 €").waitFor();
  await say("And one for home?");
  await decide("Reject", "One each.");
  await log().getByText("Not this year.").waitFor();
  await card("rejected").getByText("Ada Weber rejected").waitFor();
  const now = ["My laptop is o", "approved", "It is ordered.", "And one for ho", "rejected", "Not this year."];
  await expect.poll(order).toEqual(now);
  await page.reload();
  await card("rejected").waitFor();
  await expect.poll(order).toEqual(now);
  for (const theme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: theme });
    expect(await violations(page)).toEqual([]);
    await picture(page, `approval-history-${theme}`);
  }
  await page.emulateMedia({ colorScheme: "light" });
});

test("one that nobody decided in time says so, and takes no decision any more", async () => {
  await page.goto(`/chat/${LATE}`);
  await say("May I take ten days off?");
  await log().getByText("Nobody decided.").waitFor({ timeout: 40_000 });
  await card("timeout").getByText("Expired: nobody decided in time").waitFor();
  expect(await card("timeout").getByRole("button").count()).toBe(0);
});

test("what was decided is found under Approvals, by how it ended", async () => {
  await page.goto("/desk");
  await page.getByRole("link", { name: "Approvals" }).click();
  const which = page.getByLabel("Which approvals");
  for (const [status, title] of [["approved", "Order a laptop"], ["rejected", "Order a laptop"], ["timeout", "Ten days off"]] as const) {
    await which.selectOption(status);
    await page.getByRole("article", { name: new RegExp(`^${title}, ${stamp}`) }).waitFor();
    expect(await page.locator(`[data-approval]:not([data-status=${status}])`).count()).toBe(0);
  }
  await which.selectOption("all");
  await expect.poll(() => page.getByRole("article", { name: new RegExp(stamp) }).count()).toBe(3);
  expect(await violations(page)).toEqual([]);
  await which.selectOption("cancelled");
  await page.getByText("None is like that").waitFor();
});
