// What people see who work with Flowright every day: a flow with groups and notes, its runs, tests, versions, channels, and those who use it.
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, open, signIn, type Watched } from "../support/browser.ts";
import { send } from "../support/flow.ts";
import { Camera, type Shot } from "./camera.ts";
import { first, GREETING, second } from "./greeting.ts";

let browser: Browser;
let camera: Camera;
let desk: Watched;
let state: Awaited<ReturnType<BrowserContext["storageState"]>>;
const complaints: string[] = [];

const take = async (name: string, path: string, prepare?: Shot["prepare"]) => void complaints.push(...(await camera.take({ name, path, state, prepare })));
const node = (page: Page, id: string) => page.locator(`[data-node-id="${id}"]`);
const standing = (id: string) => async (page: Page) => void (await node(page, id).first().waitFor({ state: "attached" }));

async function done(method: string, path: string, body: object): Promise<Record<string, unknown>> {
  const answer = await send(desk.page, method, path, body);
  expect(answer.status, answer.text).toBeLessThan(300);
  return answer.text ? (JSON.parse(answer.text) as Record<string, unknown>) : {};
}

beforeAll(async () => {
  browser = await launch();
  camera = new Camera(browser);
  desk = await open(browser);
  await signIn(desk.page);
  await done("POST", "/flows", { name: GREETING, title: "Polite search", template: "blank" });
  await done("PUT", `/flows/${GREETING}/draft`, first);
  await done("POST", `/flows/${GREETING}/publish`, { message: "First" });
  await done("PUT", `/flows/${GREETING}/draft`, second.flow);
  await done("PUT", `/flows/${GREETING}/layout`, second.layout);
  state = await desk.context.storageState();
});

afterAll(async () => {
  await browser?.close();
});

const editor = `/flows/${GREETING}`;

test("drawing", async () => {
  await take("80-groups-notes", editor, standing("done"));
  await take("81-chosen", editor, async (p, isPhone) => {
    await standing("done")(p);
    if (isPhone) return;
    await node(p, "words").click();
    await node(p, "louder").click({ modifiers: ["Shift"] });
    await p.getByRole("toolbar", { name: "What is chosen" }).waitFor();
  });
  await take("82-test-tab", `${editor}?node=words`, async (p) => p.getByRole("tab", { name: "Test" }).click());
  await take("83-notes-tab", `${editor}?node=words`, async (p) => p.getByRole("tab", { name: "Notes" }).click());
  await take("84-comments", `${editor}?panel=comments`, standing("done"));
  await take("85-versions-panel", `${editor}?panel=history`, async (p) => void (await p.getByRole("list", { name: "Versions" }).waitFor()));
});

test("a run, step by step and back in time", async () => {
  const { page } = desk;
  await page.goto(`${editor}?panel=run`);
  await page.getByRole("button", { name: "With an input" }).click();
  await take("90-with-an-input", `${editor}?panel=run`, async (p) => p.getByRole("button", { name: "With an input" }).click());
  await page.getByRole("button", { name: "Run", exact: true }).last().click();
  await page.locator("[data-node-id=done][data-status=done]").waitFor();
  const run = new URL(page.url()).searchParams.get("run") ?? "";
  expect(run).not.toBe("");
  const watched = `${editor}?panel=run&run=${run}`;
  // On a phone the steps take the place of the chat.
  const steps = async (p: Page, isPhone: boolean) => {
    if (isPhone) await p.getByRole("button", { name: "Steps", exact: true }).click();
    await p.locator("[data-step]").first().waitFor();
  };
  await take("91-timeline", watched, steps);
  await take("92-time-travel", watched, async (p, isPhone) => {
    await steps(p, isPhone);
    await p.getByRole("button", { name: "State", exact: true }).click();
    await p.getByRole("slider", { name: "Moment of the run" }).focus();
    for (const key of ["Home", "ArrowRight", "ArrowRight"]) await p.keyboard.press(key);
    await p.getByText(/^step 3 of/).waitFor();
  });
  await take("93-run-page", `/flows/${GREETING}/runs/${run}`, async (p) => void (await p.locator("[data-step]").first().waitFor()));
  await page.getByRole("slider", { name: "Moment of the run" }).focus();
  for (const key of ["Home", "ArrowRight", "ArrowRight"]) await page.keyboard.press(key);
  await page.getByText(/^step 3 of/).waitFor();
  await page.getByRole("button", { name: "Fork…" }).click();
  const dialog = page.getByRole("dialog", { name: /Fork after step 3/ });
  await dialog.getByLabel("tone", { exact: true }).fill('"furious"');
  await page.screenshot({ path: `${camera.folder}/94-fork-light-wide.png` });
  await dialog.getByRole("button", { name: "Run from here" }).click();
  await page.locator("[data-node-id=done][data-status=done]").waitFor();
  await page.getByRole("link", { name: "Compare" }).click();
  await page.locator("[data-first-difference]").waitFor();
  const { pathname, search } = new URL(page.url());
  await take("95-compare", pathname + search, async (p) => void (await p.locator("[data-first-difference]").waitFor()));
  await take("96-runs", `/flows/${GREETING}/runs?test=true`, async (p) => void (await p.getByText("draft", { exact: true }).first().waitFor()));
});

test("tests", async () => {
  const { page } = desk;
  await take("100-no-tests", `/flows/${GREETING}/tests`, async (p) => void (await p.getByText("No tests yet").waitFor()));
  await page.goto(`${editor}?panel=run`);
  await page.getByRole("button", { name: "With an input" }).click();
  await page.getByRole("button", { name: "Run", exact: true }).last().click();
  await page.locator("[data-node-id=done][data-status=done]").waitFor();
  await page.getByRole("button", { name: "Save as test…" }).click();
  const dialog = page.getByRole("dialog", { name: "Save as test" });
  await dialog.getByLabel("Title").fill("It answers politely");
  await dialog.getByRole("button", { name: "Save and choose what must hold" }).click();
  const form = page.getByRole("dialog", { name: "Test ‘it-answers-politely’" });
  await form.waitFor();
  await page.screenshot({ path: `${camera.folder}/101-test-editor-light-wide.png` });
  await form.getByRole("button", { name: "Save and run" }).click();
  await form.waitFor({ state: "detached" });
  await take("102-tests-panel", `${editor}?panel=tests`, async (p) => void (await p.locator("[data-test]").first().waitFor()));
  await take("103-tests-page", `/flows/${GREETING}/tests`, async (p) => void (await p.locator("[data-test]").first().waitFor()));
});

test("versions and channels", async () => {
  await take("110-history", `/flows/${GREETING}/versions`, async (p) => void (await p.getByRole("region", { name: "Environments" }).waitFor()));
  await take("111-diff", `/flows/${GREETING}/versions?base=1&head=draft`, async (p, isPhone) => {
    if (isPhone) return void (await p.getByRole("button", { name: /^words/ }).click());
    await p.locator("[data-node-id=words][data-diff=changed]").waitFor();
    await p.keyboard.press("]");
    await p.getByRole("complementary", { name: "Before and after" }).waitFor();
  });
  await take("112-publish", `${editor}?dialog=publish`, async (p) => void (await p.getByRole("dialog", { name: "Publish" }).getByText("The most one run can cost").waitFor()));
  await take("113-channels", `/flows/${GREETING}/channels`, async (p) => void (await p.getByRole("img", { name: "QR code of the chat page" }).waitFor()));
});

test("those who use it", async () => {
  const { page } = desk;
  const origins = [new URL(page.url()).origin];
  const made = await done("PUT", "/flows/it-helpdesk/channels/widget", { enabled: true, origins, title: "IT helpdesk", greeting: "What can we do for you?", accent: "#0b7285", position: "bottom_right" }).catch(() => null);
  await take("120-portal", "/portal.html");
  const id = (made as { widget?: { public_id?: string } } | null)?.widget?.public_id;
  if (id) await take("121-widget", `/embed/${id}`);
});

test("the pages around", async () => {
  await take("130-home", "/", async (p) => void (await p.getByRole("heading", { name: "Operation" }).waitFor()));
  await take("131-flows", "/flows");
  await take("132-approvals", "/desk/approvals");
  await take("133-git", "/admin/git");
});

test("every page came into its state, and none is wider than its window", () => {
  expect(complaints).toEqual([]);
});
