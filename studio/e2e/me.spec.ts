// What concerns oneself alone: density and the keyboard map under /me, the height of the run panel, and the first steps on the canvas.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { violations } from "./support/axe.ts";
import { launch, open, picture, signIn, type Watched } from "./support/browser.ts";
import { draw, send } from "./support/flow.ts";

const name = `mine-${Date.now().toString(36)}`;
let browser: Browser;
let mine: Watched;
let page: Page;

beforeAll(async () => {
  browser = await launch();
  mine = await open(browser);
  page = mine.page;
  await signIn(page);
  await draw(page, name, { nodes: [{ id: "ask", kind: "ask_user", config: { question: "Which laptop?", options: [{ port: "old", label: "The old one" }, { port: "new", label: "The new one" }] } }, { id: "done", kind: "end" }], edges: [{ from: "start", to: "ask" }, { from: "ask.old", to: "done" }, { from: "ask.new", to: "done" }] });
});

afterAll(async () => {
  expect(mine.complaints).toEqual([]);
  await browser?.close();
});

test("rows stand close at once, after a reload, and not in the chat", async () => {
  const height = async () => (await page.locator("table tbody tr").first().boundingBox())?.height ?? 0;
  await page.goto("/flows");
  await page.locator("table tbody tr").first().waitFor();
  const before = await height();
  await page.goto("/me");
  await page.getByRole("radio", { name: "Compact" }).check();
  expect(await page.locator("html").getAttribute("data-density")).toBe("compact");
  await page.reload();
  expect(await page.getByRole("radio", { name: "Compact" }).isChecked()).toBe(true);
  expect(await violations(page)).toEqual([]);
  await page.goto("/flows");
  await page.locator("table tbody tr").first().waitFor();
  expect(await height()).toBeLessThan(before);
  await picture(page, "me-compact");
  await page.goto("/portal");
  expect(await page.locator("html").getAttribute("data-density")).toBeNull();
  await page.goto("/me");
  await page.getByRole("radio", { name: "Comfortable" }).check();
});

test("the keys of the editor are changed under /me, hold there and in the editor, and are set back", async () => {
  await page.goto("/me");
  await page.getByRole("button", { name: "Change keys" }).click();
  await page.getByRole("button", { name: /keys of Outline or canvas/ }).click();
  await page.keyboard.press("r");
  await page.getByText("R is for “Run: test chat”. Press it again to take it from there, or press others.").waitFor();
  await page.keyboard.press("x");
  await page.getByRole("list", { name: "Changed by you" }).getByText("X, was O").waitFor();
  expect(await violations(page)).toEqual([]);
  await picture(page, "me-keys");
  await page.goto(`/flows/${name}`);
  await page.locator("[data-node-id=ask]").focus();
  await page.keyboard.press("x");
  await page.getByRole("treegrid", { name: "Steps of the flow" }).waitFor();
  await page.goto("/me");
  await page.getByRole("button", { name: "Set all back" }).click();
  await page.getByText("The keys of the editor are as they came.").waitFor();
});

test("the run panel is made higher by keyboard, stays so, and goes over the canvas and back", async () => {
  await page.goto(`/flows/${name}?panel=run`);
  const line = page.getByRole("separator", { name: "Height of the panel" });
  const panel = page.getByRole("region", { name: "Run, problems, history" });
  const height = async () => Math.round((await panel.boundingBox())?.height ?? 0);
  await line.waitFor();
  const before = await height();
  await line.focus();
  for (let times = 0; times < 3; times += 1) await page.keyboard.press("ArrowUp");
  await expect.poll(height).toBe(before + 72);
  await page.reload();
  await line.waitFor();
  expect(await height()).toBe(before + 72);
  await page.keyboard.press("F9");
  await line.waitFor({ state: "detached" });
  expect(await height()).toBeGreaterThan(700);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("F9");
  await line.dblclick();
  await expect.poll(height).toBe(before);
});

test("a question keeps its answers in sight in a low panel, and so is the scrubber", async () => {
  const run = await send(page, "POST", `/flows/${name}/runs?wait=10`, { input: { message: "x" }, version: "draft" });
  expect(run.status, run.text).toBeLessThan(300);
  const { id } = JSON.parse(run.text) as { id: string };
  await page.goto(`/flows/${name}/runs/${id}`);
  const line = page.getByRole("separator", { name: "Height of the panel" });
  await line.focus();
  await page.keyboard.press("Home");
  for (const one of [page.getByRole("button", { name: "The old one" }), page.getByRole("slider", { name: "Moment of the run" })]) {
    await one.waitFor();
    const [box, area] = await Promise.all([one.boundingBox(), page.getByRole("region", { name: "Timeline" }).boundingBox()]);
    expect(box && area && box.y >= area.y && box.y + box.height <= area.y + area.height).toBe(true);
  }
  await picture(page, "panel-low");
  await line.dblclick();
});

test("where it is narrow the panel is a sheet: a pull takes it away", async () => {
  await page.setViewportSize({ width: 1000, height: 800 });
  await page.goto(`/flows/${name}?panel=problems`);
  const line = page.getByRole("separator", { name: "Height of the panel" });
  const box = await line.boundingBox();
  if (!box) throw new Error("there is no line");
  expect(box.height).toBeGreaterThanOrEqual(24);
  await picture(page, "panel-sheet");
  expect(await violations(page)).toEqual([]);
  await page.mouse.move(box.x + box.width / 2, box.y + 8);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, 790, { steps: 5 });
  await page.mouse.up();
  await line.waitFor({ state: "detached" });
  await page.setViewportSize({ width: 1440, height: 900 });
});

test("the first steps stand on the canvas, and the first page leads home once something was asked", async () => {
  await page.goto(`/flows/${name}`);
  const steps = page.getByRole("complementary", { name: "First steps" });
  await steps.getByText("Ask a question").waitFor();
  await steps.getByText("(done)").first().waitFor({ state: "attached" });
  await picture(page, "first-steps");
  // Whoever came before may have published something; then the step is done.
  const publish = steps.getByRole("button", { name: "Make it available to everybody" });
  if ((await publish.count()) > 0) {
    await publish.click();
    await page.getByRole("dialog", { name: /Publish/ }).waitFor();
    await page.keyboard.press("Escape");
  }
  await steps.getByRole("button", { name: "Fold the first steps" }).click();
  expect(await steps.getByRole("list").count()).toBe(0);
  await page.goto("/welcome");
  await page.getByRole("heading", { name: /Hello/ }).waitFor();
  await page.goto(`/flows/${name}`);
  await page.locator("[data-node-id=ask]").focus();
  await page.keyboard.press("?");
  await page.getByRole("link", { name: "First steps with the product" }).click();
  await page.getByRole("heading", { name: "What should it help with?" }).waitFor();
});
