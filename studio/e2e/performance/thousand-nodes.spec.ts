// What the editor may cost with five hundred and with a thousand nodes, and with groups and notes among them. The figures are printed,
// and each has a limit, but for those of the clock. What is drawn anew is counted by `drawing.spec.ts`.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch, open, signIn } from "../support/browser.ts";
import { untilShown } from "./clock.ts";
import { makeLargeFlow } from "./large-flow.ts";
import { Meter } from "./meter.ts";
import { median, Pace } from "./pace.ts";

const FRAMES = 40;
let browser: Browser;
let page: Page;
let meter: Meter;
let pace: Pace;

const SIZES = [
  { name: "five-hundred", size: 500, frames: false, open: 800 },
  { name: "thousand", size: 1_000, frames: false, open: 1_200 },
  { name: "thousand-framed", size: 1_000, frames: true, open: 1_400 },
];

beforeAll(async () => {
  await makeLargeFlow("fifty", 50);
  for (const { name, size, frames } of SIZES) await makeLargeFlow(name, size, frames);
  browser = await launch();
  page = (await open(browser)).page;
  await signIn(page);
  meter = await Meter.of(page);
  pace = await Pace.of(browser);
});

/** Everything that a page has to do before somebody can begin. */
async function opening(address: string, isThere: () => Promise<unknown>): Promise<number> {
  // A page from elsewhere gets a process of its own, whose counter begins at nothing.
  await page.goto("about:blank");
  await page.goto(address);
  await isThere();
  return meter.cpu();
}

afterAll(async () => {
  await browser?.close();
});

/** Prints the figure, whether it is kept or not. */
function within(what: string, value: number, limit: number, unit: string): void {
  process.stdout.write(`  ${what.padEnd(34)} ${value.toFixed(1).padStart(8)} of ${limit} ${unit}\n`);
  expect(value, what).toBeLessThanOrEqual(limit);
}

/** What `work` says it has spent, in ms of CPU, at the pace at which the limits were set. */
async function spends(what: string, limit: number, work: () => Promise<number>): Promise<void> {
  const before = await pace.settled();
  const spent = await work();
  const factor = (before + (await pace.settled())) / 2;
  within(what, spent / factor, limit, `ms of CPU (pace ${factor.toFixed(1)})`);
}

/** The median cost of a frame in which `step` happens once, without what the measuring itself costs, each at the pace of its moment. */
async function frame(what: string, limit: number, step: (at: number) => Promise<unknown>): Promise<void> {
  const factors: number[] = [];
  const typical = async (frames: number, one: (at: number) => Promise<unknown>) => {
    const costs: number[] = [];
    for (let at = 0; at < frames; at += 1) {
      const factor = await pace.now();
      factors.push(factor);
      costs.push((await meter.frame(() => one(at))) / factor);
    }
    return median(costs);
  };
  const nothing = await typical(FRAMES / 2, () => Promise.resolve());
  const spent = Math.max(0, (await typical(FRAMES, step)) - nothing);
  within(`${what}, one frame`, spent, limit, `ms of CPU (pace ${median(factors).toFixed(1)})`);
}

const elements = () => page.evaluate(() => document.querySelectorAll("*").length);
const mode = (wanted: "full" | "map") => page.locator(`[data-canvas-mode="${wanted}"]`).waitFor();

test("home", async () => {
  await spends("home", 400, () => opening("/", () => page.getByRole("heading", { name: /Hello/ }).waitFor()));
});

test("a flow of everyday size", async () => {
  await spends("open 50 nodes", 600, () => opening("/flows/fifty", () => page.locator("[data-node-id]").first().waitFor()));
});

describe.each(SIZES)("$name", ({ name, open }) => {
  test("opening it", async () => {
    // The checks answer once the flow has been drawn; until then the page is at work.
    const checked = page.waitForResponse((answer) => answer.url().endsWith("/check"));
    const isThere = async () => {
      await page.locator("[data-node-id]").first().waitFor();
      await checked;
    };
    await spends("open", open, () => opening(`/flows/${name}`, isThere));
    within("elements on the page", await elements(), 4_000, "");
  });

  test("dragging a node at full size", async () => {
    await page.keyboard.press("0");
    // Only what is in view is drawn.
    const card = page.locator('[data-node-id^="step_"]').first();
    const box = await card.boundingBox();
    if (!box) throw new Error("the node is not on the canvas");
    const at = { x: box.x + 60, y: box.y + 20 };
    await page.mouse.move(at.x, at.y);
    await page.mouse.down();
    await frame("drag", 12, (n) => page.mouse.move(at.x + n * 3, at.y + n));
    await page.mouse.up();
    await page.keyboard.press("Control+z");
  });

  test("panning at full size and as a map", async () => {
    await page.mouse.move(800, 450);
    await frame("pan", 16.7, (n) => page.mouse.wheel(n % 2 ? 24 : 30, 8));
    within("elements on the page", await elements(), 4_000, "");
    await page.locator("[data-node-id]").first().focus();
    await page.keyboard.press("1");
    await mode("map");
    await page.mouse.move(800, 450);
    await frame("pan the map", 12, (n) => page.mouse.wheel(n % 2 ? 24 : -30, 8));
    within("elements on the page", await elements(), 4_000, "");
  });

  test("typing into a setting", async () => {
    await page.goto(`/flows/${name}?node=step_1`);
    // One with pills and completion, and a plain one.
    await page.locator(".cm-content").first().waitFor();
    for (const name of ["Text", "Title"]) {
      await page.getByRole("textbox", { name, exact: true }).click();
      // What runs at each key is compiled for good while the first words are typed.
      await page.keyboard.type("x".repeat(FRAMES), { delay: 20 });
      await frame(`a key in ${name}`, 8, () => page.keyboard.type("x"));
      await page.locator('[data-save-state="saved"]').waitFor();
    }
  });

  test("opening all commands", async () => {
    await page.locator('[data-node-id="step_1"]').focus();
    // The first time the chunk is loaded as well.
    const commands = page.getByRole("dialog", { name: "All commands" });
    const once = async () => {
      const before = await meter.cpu();
      await page.keyboard.press("Control+k");
      await commands.getByRole("option").first().waitFor();
      const spent = (await meter.cpu()) - before;
      await page.keyboard.press("Escape");
      await commands.waitFor({ state: "hidden" });
      return spent;
    };
    await once();
    await spends("all commands, opened", 100, async () => median([await once(), await once(), await once()]));
  });

  test("memory, and two hundred steps back and forth", async () => {
    const before = await meter.heapMb();
    within("heap", before, 120, "MB");
    await page.locator('[data-node-id="step_1"]').focus();
    for (let round = 0; round < 200; round += 1) await page.keyboard.press(round % 2 ? "Control+Shift+z" : "Control+z");
    within("heap, growth over 200 undo/redo", Math.max(0, (await meter.heapMb()) - before), 8, "MB");
  });

  test("tidying up stays off the main thread", async () => {
    await page.locator("[data-node-id]").first().focus();
    // The engine has 2 seconds of work for a thousand; what is left here is to ask, to place and to draw.
    await spends("tidy up", 1_000, async () => {
      const before = await meter.cpu();
      await page.getByRole("button", { name: "Tidy up" }).click();
      await page.waitForFunction(() => document.querySelector("[data-said]")?.textContent?.startsWith("Tidied up"), undefined, { timeout: 60_000 });
      return (await meter.cpu()) - before;
    });
    await page.keyboard.press("Control+z");
    await page.locator('[data-save-state="saved"]').waitFor();
  });
});

describe("by the clock, with a thousand nodes", () => {
  const tell = (what: string, ms: number, wanted: number) => process.stdout.write(`  ${what.padEnd(34)} ${ms.toFixed(0).padStart(8)} ms; meant to be at most ${wanted}\n`);

  test("findings after an edit, and saving it", async () => {
    await page.goto("/flows/thousand?node=step_1");
    await page.locator(".cm-content").first().waitFor();
    // The first check of a page also loads the check.
    await page.locator('[data-save-state="saved"]').waitFor();
    const key = async (key: string, there: string) => {
      await page.getByRole("textbox", { name: "Text", exact: true }).click();
      await page.keyboard.press("Control+a");
      const saved = page.waitForResponse((answer) => answer.url().endsWith("/draft") && answer.request().method() === "PUT");
      const found = await untilShown(page, "keydown", there, () => page.keyboard.press(key));
      const answer = await saved;
      await answer.finished();
      return { found, saved: answer.request().timing().responseEnd };
    };
    const spent = [];
    for (let round = 0; round < 3; round += 1) {
      spent.push(await key("Delete", '[data-node-id="step_1"] [data-finding]'));
      spent.push(await key("x", '[data-node-id="step_1"]:not(:has([data-finding]))'));
    }
    tell("findings after an edit", median(spent.map(({ found }) => found)), 300);
    tell("saving, there and back", median(spent.map(({ saved }) => saved)), 500);
  });
});
