// With fingers: a press that stays opens the menu of what is under it, on the canvas of a tablet and in the outline of a phone.
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { violations } from "./support/axe.ts";
import { launch, open, picture, signIn, type Watched } from "./support/browser.ts";
import { draw, send } from "./support/flow.ts";

let browser: Browser;
let tablet: Watched;
let phone: Watched;
const name = `touched-${Date.now().toString(36)}`;

beforeAll(async () => {
  browser = await launch();
  tablet = await open(browser, { width: 1180, height: 820, isPhone: true });
  await signIn(tablet.page);
  await draw(tablet.page, name, {
    nodes: [{ id: "ask", kind: "reply", config: { text: "Hello" } }, { id: "say", kind: "reply", config: { text: "Bye" } }],
    edges: [{ from: "start", to: "ask" }, { from: "ask", to: "say" }],
    layout: { nodes: { start: { x: 0, y: 0 }, ask: { x: 320, y: 0 }, say: { x: 320, y: 240 } } },
  });
  expect((await send(tablet.page, "POST", `/flows/${name}/comments`, { text: "Warmer, please", node: "say" })).status).toBe(201);
  phone = await open(browser, { width: 390, height: 844, isPhone: true, state: await tablet.context.storageState() });
});

afterAll(async () => {
  expect([...tablet.complaints, ...phone.complaints]).toEqual([]);
  await browser?.close();
});

const menu = (page: Page) => page.getByRole("menu");

/** A finger comes down, the menu opens, the finger goes: nothing is pressed by that. */
async function longPress(page: Page, at: { x: number; y: number }): Promise<void> {
  const touch = await page.context().newCDPSession(page);
  await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [at] });
  await menu(page).waitFor();
  await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await touch.detach();
  expect(await menu(page).isVisible()).toBe(true);
}

async function middle(what: Locator): Promise<{ x: number; y: number }> {
  const box = await what.boundingBox();
  if (!box) throw new Error("it is not on the page");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

async function close(page: Page): Promise<void> {
  await page.keyboard.press("Escape");
  await menu(page).waitFor({ state: "detached" });
}

test("a long press on a node, a connection and the canvas opens the menu of each", async () => {
  const { page } = tablet;
  await page.goto(`/flows/${name}`);
  await page.locator("[data-node-id=say]").waitFor();
  await longPress(page, await middle(page.locator("[data-node-id=ask]")));
  await page.getByRole("menuitem", { name: "Connect to…" }).waitFor();
  // Keys are nothing for fingers.
  expect(await page.getByRole("menuitem", { name: "Connect to…" }).locator("kbd").isVisible()).toBe(false);
  await picture(page, "touch-node");
  await close(page);
  await longPress(page, await middle(page.locator('[data-edge="start->ask"]').first()));
  await page.getByRole("menuitem", { name: "Remove the connection" }).waitFor();
  await close(page);
  const place = await middle(page.locator("[data-node-id=say]"));
  await longPress(page, { x: place.x, y: place.y + 160 });
  await page.getByRole("menuitem", { name: "Add a note here" }).waitFor();
  await page.getByRole("menuitem", { name: "Add a note here" }).tap();
  await page.locator("[data-note-id]").waitFor();
  expect(await menu(page).count()).toBe(0);
});

test("in the outline it opens the step’s menu, which fits a phone: what is below an entry opens below it", async () => {
  const { page } = phone;
  await page.goto(`/flows/${name}`);
  const row = page.locator("[data-row=ask]");
  await row.waitFor();
  await longPress(page, await middle(row));
  // Nothing about places, which nobody sees here.
  for (const word of ["Group what is chosen", "Keep its place when tidying up"]) expect(await page.getByRole("menuitem", { name: word }).count()).toBe(0);
  await page.getByRole("menuitem", { name: "Remove a connection" }).tap();
  const gone = page.getByRole("menuitem", { name: "start → ask" });
  await gone.waitFor();
  const box = await gone.boundingBox();
  expect(box && box.x >= 0 && box.x + box.width <= 390).toBe(true);
  expect(await violations(page)).toEqual([]);
  await picture(page, "touch-outline");
  await gone.tap();
  await row.getByText("→ say").waitFor();
  await page.locator("[data-row=start]").getByText("leads nowhere").or(page.locator("[data-row=start]").getByText("ends here")).waitFor();
});

test("the outline shows what is said about a step, and leads to it; a comment there is about the step or the flow", async () => {
  const { page } = phone;
  await page.goto(`/flows/${name}`);
  await page.getByRole("button", { name: "1 comment on ‘say’" }).tap();
  await page.getByRole("list", { name: "Comments" }).getByText("Warmer, please").waitFor();
  expect(await page.getByRole("button", { name: "Comment on the middle of the canvas" }).count()).toBe(0);
  await page.getByRole("button", { name: "Comment on the flow" }).tap();
  await page.getByRole("combobox", { name: "Comment" }).fill("A good one");
  await page.getByRole("button", { name: "Comment", exact: true }).tap();
  await page.getByRole("list", { name: "Comments" }).getByText("About the flow").waitFor();
  expect(await violations(page)).toEqual([]);
});
