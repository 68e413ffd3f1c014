// The two pictures of the README, from the journey as it stands when it has come to its end.
import { join } from "node:path";
import type { Browser, BrowserContext } from "playwright-core";
import { open, settled } from "../support/browser.ts";

type State = Awaited<ReturnType<BrowserContext["storageState"]>>;

/** The canvas with a run that has ended, and the test chat that began it. */
export async function canvasPicture(browser: Browser, state: State, folder: string): Promise<void> {
  const { context, page } = await open(browser, { state, width: 1440, height: 840 });
  await page.goto("/flows/it-helpdesk?panel=run");
  await page.locator('[data-node-id="ticket"][data-status="done"]').waitFor({ state: "attached" });
  await page.locator("[data-ticket]").waitFor();
  await settled(page);
  // Whoever has just left is still shown for a while.
  await page.locator("[data-present]").waitFor({ state: "detached", timeout: 120_000 });
  await page.getByRole("button", { name: "Zoom out" }).click();
  // The zoom keeps the middle; the beginning of the flow belongs to the left.
  await page.mouse.move(800, 300);
  await page.mouse.wheel(170, 20);
  // Where nothing is under it that would answer.
  await page.mouse.move(640, 440);
  await page.screenshot({ path: join(folder, "canvas.png"), animations: "disabled" });
  await context.close();
}

/** The page for everybody: an answer with its sources, and the ticket that came of it. */
export async function chatPicture(browser: Browser, state: State, folder: string): Promise<void> {
  const { context, page } = await open(browser, { state, width: 860, height: 1392 });
  await page.goto("/chat/it-helpdesk");
  await page.locator("[data-ticket]").waitFor();
  await settled(page);
  await page.screenshot({ path: join(folder, "chat.png"), animations: "disabled" });
  await context.close();
}
