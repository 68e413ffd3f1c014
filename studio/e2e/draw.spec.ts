// A flow from nothing: once by mouse, once by keyboard alone, and both can be published. Then it is broken, and mended by what the checks say.
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { violations } from "./support/axe.ts";
import { launch, open, picture, signIn, type Watched } from "./support/browser.ts";
import { draw } from "./support/flow.ts";
import { rewrite } from "./support/text.ts";

let browser: Browser;
let mine: Watched;
let page: Page;
const stamp = Date.now().toString(36);

beforeAll(async () => {
  browser = await launch();
  mine = await open(browser);
  page = mine.page;
  await signIn(page);
});

afterAll(async () => {
  expect(mine.complaints).toEqual([]);
  await browser?.close();
});

const node = (id: string): Locator => page.locator(`[data-node-id="${id}"]`);
const edges = () => page.locator("[data-edge]").evaluateAll((all) => all.map((one) => (one as SVGElement).dataset.edge).toSorted());
const middle = async (what: Locator) => {
  const box = await what.boundingBox();
  if (!box) throw new Error("not on the page");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};
async function pull(from: Locator, to: { x: number; y: number }) {
  const at = await middle(from);
  await page.mouse.move(at.x, at.y);
  await page.mouse.down();
  await page.mouse.move(at.x + 3, at.y);
  await page.mouse.move((at.x + to.x) / 2, (at.y + to.y) / 2, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
}
/** The checks are done with what is on the canvas now. */
async function withoutProblems() {
  await page.locator('[data-save-state="saved"]').filter({ hasText: /Saved \d/ }).waitFor();
  await page.getByRole("button", { name: /^0 problems/ }).waitFor();
  expect(await page.locator("[data-finding]").count()).toBe(0);
}
async function empty(name: string) {
  await draw(page, name, { nodes: [], edges: [], layout: { nodes: { start: { x: 0, y: 0 } } } });
  await page.goto(`/flows/${name}`);
  await node("start").waitFor();
}

test("by mouse: dragged from the palette, connected, dropped on an edge, and set up", async () => {
  await empty(`mouse-${stamp}`);
  const pane = page.locator(".react-flow__pane");
  await page.getByRole("complementary", { name: "Nodes to add" }).getByRole("button", { name: "Reply", exact: true }).dragTo(pane, { targetPosition: { x: 760, y: 240 } });
  await node("reply").waitFor();
  await pull(page.locator('[data-port="start.out"]'), await middle(node("reply")));
  expect(await edges()).toEqual(["start->reply"]);

  // From the middle of the connection.
  const line = await page.locator('[data-edge="start->reply"] .react-flow__edge-interaction').boundingBox();
  if (!line) throw new Error("no connection");
  await page.mouse.move(line.x + line.width / 2, line.y + line.height / 2);
  await page.getByRole("button", { name: "Insert a node between start and reply" }).click();
  await page.getByRole("combobox").fill("template");
  await page.keyboard.press("Enter");
  await node("template").waitFor();
  expect(await edges()).toEqual(["start->template", "template->reply"]);

  // A click on a port offers what may follow.
  await page.locator('[data-port="reply.out"]').click();
  await page.getByRole("dialog").getByRole("option", { name: /^End/ }).click();
  await node("end").waitFor();
  expect(await edges()).toContain("reply->end");

  await node("end").focus();
  await page.keyboard.press("1");
  await node("template").click();
  await rewrite(page.getByRole("textbox", { name: "Text" }), "Good day.");
  await node("reply").click();
  await rewrite(page.getByRole("textbox", { name: "Text" }), "{{ template.text }}");
  await page.getByRole("button", { name: "Close the inspector" }).click();
  await page.getByRole("button", { name: "Tidy up" }).click();
  await withoutProblems();
  await picture(page, "draw-mouse");
  expect(await violations(page)).toEqual([]);
});

test("the same by keyboard alone", async () => {
  await empty(`keys-${stamp}`);
  await page.keyboard.press("Home");
  await page.waitForFunction(() => (document.activeElement as HTMLElement | null)?.dataset.nodeId === "start");
  await page.keyboard.press("a");
  await page.keyboard.type("template");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => (document.activeElement as HTMLElement | null)?.dataset.nodeId === "template");
  await page.keyboard.press("a");
  await page.keyboard.type("reply");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => (document.activeElement as HTMLElement | null)?.dataset.nodeId === "reply");
  expect(await edges()).toEqual(["start->template", "template->reply"]);

  // The problems lead to their fields.
  await page.locator("[data-node-id=template] [data-finding]").waitFor();
  await page.keyboard.press("Home");
  await page.keyboard.press("F8");
  await page.waitForFunction(() => document.activeElement?.closest("[data-field]") !== null);
  await page.keyboard.type("Good day.");
  await page.locator("[data-node-id=template] [data-finding]").waitFor({ state: "detached" });
  await page.keyboard.press("F8");
  await page.waitForFunction(() => new URLSearchParams(location.search).get("node") === "reply" && document.activeElement?.closest("[data-field]") !== null);
  await page.keyboard.type("Good day.");
  await page.locator("[data-node-id=reply] [data-finding]").waitFor({ state: "detached" });
  // What is offered while typing is closed first, when it is open.
  const inspector = page.getByRole("complementary", { name: "Inspector" });
  await expect.poll(async () => { await page.keyboard.press("Escape"); return inspector.count(); }).toBe(0);
  await page.keyboard.press("End");
  await page.waitForFunction(() => (document.activeElement as HTMLElement | null)?.dataset.nodeId === "reply");
  await page.keyboard.press("a");
  await page.keyboard.type("end");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => (document.activeElement as HTMLElement | null)?.dataset.nodeId === "end");
  expect(await node("template").getAttribute("aria-label")).toMatch(/^Template ‘template’, step 2 of 4, leads to reply$/);
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Shift+N");
  await page.keyboard.type("Made by keyboard");
  await page.keyboard.press("Escape");
  await page.getByRole("group", { name: "Note: Made by keyboard" }).waitFor();
  await withoutProblems();
  await picture(page, "draw-keys");
});

test("broken and mended by its findings: on the node, in the list, at the field", async () => {
  await node("reply").click();
  await rewrite(page.getByRole("textbox", { name: "Text" }), "{{ template.text }}");
  await page.keyboard.press("Escape");
  await node("template").focus();
  await page.keyboard.press("Delete");
  await node("template").waitFor({ state: "detached" });
  await page.locator("[data-node-id=reply] [data-finding]").waitFor();
  await page.getByRole("button", { name: /problems/ }).click();
  await picture(page, "draw-broken");
  expect(await violations(page)).toEqual([]);
  // The list leads to the field, where it is mended.
  await page.locator('[data-problems-of="reply"] button[data-finding]').first().click();
  await page.waitForFunction(() => document.activeElement?.closest("[data-field]") !== null);
  await rewrite(page.getByRole("textbox", { name: "Text" }), "Good day again.");
  await page.getByRole("button", { name: "Close the panel" }).click();
  await node("start").focus();
  await page.keyboard.press("c");
  await page.getByRole("combobox").fill("reply");
  await page.keyboard.press("Enter");
  expect(await edges()).toContain("start->reply");
  await withoutProblems();
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await page.getByRole("dialog").waitFor();
});
