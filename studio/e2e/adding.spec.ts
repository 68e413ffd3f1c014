// Adding and connecting: what is at hand comes first, every menu offers what may be done where one is, and a keyboard reaches it all.
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { violations } from "./support/axe.ts";
import { launch, open, picture, signIn, type Watched } from "./support/browser.ts";
import { draw } from "./support/flow.ts";

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
const palette = () => page.getByRole("complementary", { name: "Nodes to add" });
const group = (name: string) => palette().getByRole("region", { name, exact: true });
const focused = (selector: string) => page.waitForFunction((wanted) => document.activeElement?.matches(wanted), selector);

const LINE = {
  nodes: [
    { id: "kb", kind: "kb_search", config: { query: "laptop", base: "it" } },
    { id: "say", kind: "reply", config: { text: "Hello" } },
  ],
  edges: [
    { from: "start", to: "kb" },
    { from: "kb", to: "say" },
  ],
  layout: { nodes: { start: { x: 0, y: 0 }, kb: { x: 328, y: 0 }, say: { x: 656, y: 0 } } },
};

async function begin(name: string, flow: Parameters<typeof draw>[2] = LINE) {
  await draw(page, name, flow);
  await page.goto(`/flows/${name}`);
  await node("start").waitFor();
}

test("the palette has what one marked and used last on top, by keyboard, and still after a reload", async () => {
  await begin(`palette-${stamp}`);
  await node("say").focus();
  await page.keyboard.press("/");
  await focused("input");
  await page.keyboard.type("mail");
  await page.keyboard.press("ArrowDown");
  await focused('[data-kind="notify"]');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain("writes");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await focused('[data-star="notify"][aria-pressed=true]');
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  await node("notify").waitFor();
  await focused('[data-node-id="notify"]');
  expect(await edges()).toContain("say->notify");

  // A favourite is not listed a second time among the recent ones.
  await page.keyboard.press("/");
  await page.keyboard.type("end");
  await page.keyboard.press("Enter");
  await focused('[data-node-id="end"]');
  await page.locator('[data-save-state="saved"]').filter({ hasText: /Saved \d/ }).waitFor();
  await page.reload();
  await group("Favourites").getByRole("button", { name: /^Notify/ }).waitFor();
  expect(await group("Recent").locator("[data-kind]").evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset.kind))).toEqual(["end"]);
  expect(await group("People").getByRole("button", { name: /^Ask for approval/ }).textContent()).toContain("waits");
  expect(await group("Know").getByRole("button", { name: /^Search knowledge/ }).textContent()).toContain("reads");
  await picture(page, "adding-palette");
  expect(await violations(page)).toEqual([]);

  // Whoever takes the star away stays where they are.
  await group("Favourites").locator("[data-star]").focus();
  await page.keyboard.press("Enter");
  await group("Favourites").waitFor({ state: "detached" });
  await focused('[data-star="notify"][aria-pressed=false]');
  await page.keyboard.press("Escape");
});

test("what is added next is guessed, what cannot be there says why, and a node between others makes its own room", async () => {
  await begin(`next-${stamp}`);
  await node("kb").focus();
  await page.keyboard.press("a");
  const dialog = page.getByRole("dialog", { name: "Add after ‘kb’" });
  const likely = dialog.getByRole("group", { name: "Likely next" }).getByRole("option");
  await likely.first().waitFor();
  expect(await likely.count()).toBe(3);
  expect(await likely.first().textContent()).toMatch(/^Condition|^Reply|^Ask a model/);
  await picture(page, "adding-next");
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("Escape");

  // On the connection in the middle.
  await node("say").focus();
  await page.keyboard.press("Shift+A");
  await page.getByRole("dialog", { name: "Insert a node between kb and say" }).waitFor();
  await page.keyboard.type("end");
  await page.getByRole("option", { name: /Nothing follows ‘End’/ }).waitFor();
  await page.getByRole("combobox").fill("ask a model");
  await page.keyboard.press("Enter");
  await focused('[data-node-id="answer"]');
  expect(await edges()).toEqual(["answer->say", "kb->answer", "start->kb"]);
  const [model, reply] = [await node("answer").boundingBox(), await node("say").boundingBox()];
  expect(reply?.x).toBeGreaterThan((model?.x ?? 0) + (model?.width ?? 0));
  await picture(page, "adding-between");
  await page.keyboard.press("Control+z");
  await node("answer").waitFor({ state: "detached" });
  expect(await edges()).toEqual(["kb->say", "start->kb"]);

  // Where a flow ends, nothing is offered, and nothing is connected.
  await node("say").focus();
  await page.keyboard.press("a");
  await page.keyboard.type("end");
  await page.keyboard.press("Enter");
  await focused('[data-node-id="end"]');
  await page.keyboard.press("a");
  await page.waitForFunction(() => /‘end’ ends here/.test(document.querySelector("[data-said]")?.textContent ?? ""));
});

const menu = () => page.getByRole("menu").first();
/** By its first letters, as one types them. */
async function pick(item: string) {
  await page.waitForFunction(() => document.activeElement?.getAttribute("role") === "menuitem");
  await page.keyboard.type(item.toLowerCase().slice(0, 4));
  await page.waitForFunction((wanted) => document.activeElement?.textContent?.startsWith(wanted), item);
  await page.keyboard.press("Enter");
}
const closed = () => page.getByRole("menu").first().waitFor({ state: "detached" });

test("the menu offers what can be done at a place: by the right button, and by keyboard alone with the focus back where it was", async () => {
  await begin(`menu-${stamp}`, { ...LINE, layout: { ...LINE.layout, notes: [{ id: "n1", text: "Mind this", x: 0, y: 200, width: 200, height: 100, colour: "blue" }] } });
  await node("say").click({ button: "right" });
  await menu().getByRole("menuitem", { name: "Connect to… C" }).waitFor();
  await picture(page, "adding-menu");
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await closed();

  // A connection, and the empty canvas.
  const line = await page.locator('[data-edge="kb->say"] .react-flow__edge-interaction').boundingBox();
  if (!line) throw new Error("no connection");
  await page.mouse.click(line.x + line.width / 2, line.y + line.height / 2, { button: "right" });
  await menu().getByRole("menuitem", { name: /^Insert a node here/ }).waitFor();
  await page.keyboard.press("Escape");
  await closed();
  await page.locator(".react-flow__pane").click({ button: "right", position: { x: 500, y: 700 } });
  await menu().getByRole("menuitem", { name: "Add a note here" }).click();
  await page.keyboard.type("From the menu");
  await page.keyboard.press("Escape");
  await page.getByRole("group", { name: "Note: From the menu" }).waitFor();

  // By keyboard.
  await node("kb").focus();
  await page.keyboard.press("Shift+F10");
  await menu().waitFor();
  await page.waitForFunction(() => document.activeElement?.getAttribute("role") === "menuitem");
  await page.keyboard.press("Escape");
  await focused('[data-node-id="kb"]');
  await page.keyboard.press("ContextMenu");
  await menu().waitFor();
  await pick("Duplicate");
  await node("kb_2").waitFor();
  await page.keyboard.press("Control+z");
  await node("kb_2").waitFor({ state: "detached" });
  // What opens from it gives the focus back too.
  await node("kb").focus();
  await page.keyboard.press("Shift+F10");
  await menu().waitFor();
  await pick("Connect to");
  await page.getByRole("dialog", { name: "Connect ‘kb’ to" }).waitFor();
  await page.keyboard.press("Escape");
  await focused('[data-node-id="kb"]');

  // Several at once.
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Shift+F10");
  await menu().getByRole("menuitem", { name: "Align and distribute" }).waitFor();
  await page.keyboard.press("Escape");
  await closed();
});

const BROKEN = {
  nodes: [
    { id: "check", kind: "condition", config: { cases: [{ port: "yes", when: "true" }], otherwise: "no" } },
    { id: "say", kind: "reply", config: { text: "Hello" } },
  ],
  edges: [
    { from: "start", to: "check" },
    { from: "check.maybe", to: "say" },
    { from: "check.no", to: "gone" },
  ],
  layout: { nodes: { start: { x: 0, y: 0 }, check: { x: 328, y: 0 }, say: { x: 700, y: 0 } } },
};

test("broken connections are reached, led elsewhere and removed by keyboard alone", async () => {
  await begin(`mend-${stamp}`, BROKEN);
  await page.locator("[data-broken]").first().waitFor({ state: "attached" });
  await node("start").focus();
  await page.keyboard.press("Shift+E");
  await focused('[data-edge-tools="check.maybe->say"] button');
  await picture(page, "adding-broken");
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByRole("combobox").fill("check.yes");
  await page.keyboard.press("Enter");
  await page.locator('[data-edge="check.yes->say"]').waitFor({ state: "attached" });
  await focused('[data-node-id="check"]');
  await page.keyboard.press("Shift+E");
  await focused('[data-edge-tools="check.no->gone"] button');
  await page.keyboard.press("Delete");
  await page.locator("[data-broken]").waitFor({ state: "detached" });
  await focused('[data-node-id="check"]');
  // A sound one too: from its node, and back to it.
  await page.keyboard.press("e");
  await focused('[data-edge-tools="check.yes->say"] button');
  await page.keyboard.press("ArrowRight");
  await focused('[data-node-id="say"]');
});

test("in the outline too: broken connections have their buttons, and each step its menu", async () => {
  await draw(page, `list-${stamp}`, BROKEN);
  await page.goto(`/flows/${`list-${stamp}`}?view=outline`);
  await page.getByRole("treegrid", { name: "Steps of the flow" }).waitFor();
  await picture(page, "adding-outline");
  expect(await violations(page)).toEqual([]);
  await node("check").focus();
  await page.keyboard.press("Shift+E");
  await focused('[data-edge-tools="check.maybe->say"] button');
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await page.locator('[data-edge-tools="check.maybe->say"]').waitFor({ state: "detached" });
  await focused('[data-node-id="check"]');
  await page.keyboard.press("Shift+F10");
  await menu().waitFor();
  await pick("Reconnect");
  await page.getByRole("dialog").getByRole("combobox").fill("say");
  await page.keyboard.press("Enter");
  await page.locator("[data-edge-tools]").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "What can be done with say" }).click();
  await menu().getByRole("menuitem", { name: "Delete Del" }).click();
  await node("say").waitFor({ state: "detached" });
});

test("the problems stand by node, those of the flow first, and F8 walks through every one", async () => {
  await begin(`found-${stamp}`, { nodes: [{ id: "kb", kind: "kb_search" }, { id: "say", kind: "reply" }], edges: [{ from: "start", to: "kb" }, { from: "kb", to: "say" }, { from: "kb", to: "gone" }], layout: LINE.layout });
  await page.locator("[data-node-id=say] [data-finding]").waitFor();
  await page.getByRole("button", { name: /problems/ }).click();
  const groups = page.locator("[data-problems-of]");
  await groups.first().waitFor();
  expect(await groups.evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset.problemsOf))).toEqual(["", "kb", "say"]);
  await page.getByRole("heading", { name: /The flow itself/ }).waitFor();
  await picture(page, "adding-problems");
  expect(await violations(page)).toEqual([]);
  // Enter on one leads to its field.
  await page.locator('[data-problems-of="kb"] [data-finding]').first().focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement?.closest("[data-field]") !== null && new URLSearchParams(location.search).get("node") === "kb");
  // F8 shows each of them once before it begins again.
  const count = await page.locator("[data-problems-of] [data-finding]").count();
  const seen = new Set<number>();
  for (let step = 0; step < count; step += 1) {
    const before = await at();
    await page.keyboard.press("F8");
    await page.waitForFunction((was) => [...document.querySelectorAll("[data-problems-of] [data-finding]")].findIndex((one) => one.hasAttribute("aria-current")) !== was, before);
    seen.add(await at());
  }
  expect(seen.size).toBe(count);
});

const at = () => page.locator("[data-problems-of] [data-finding]").evaluateAll((all) => all.findIndex((one) => one.hasAttribute("aria-current")));

const AGENT = {
  nodes: [
    { id: "kb", kind: "kb_search", config: { query: "{{ input.message }}", base: "it" } },
    { id: "assist", kind: "agent", config: { prompt: "{{ input.message }}" } },
    { id: "check", kind: "condition", config: { cases: [{ port: "yes", when: "true" }], otherwise: "no" } },
    { id: "ticket", kind: "create_ticket", config: { title: "{{ input.message }}", priority: "P3" } },
  ],
  edges: [
    { from: "start", to: "kb" },
    { from: "kb", to: "assist" },
    { from: "assist", to: "check" },
  ],
  layout: { nodes: { start: { x: 0, y: 0 }, kb: { x: 328, y: 0 }, assist: { x: 656, y: 0 }, check: { x: 984, y: 0 }, ticket: { x: 656, y: 240 } } },
};

test("an agent's tools have a port: pulled onto what a model can call, pressed, and by keyboard", async () => {
  await begin(`tools-${stamp}`, AGENT);
  const port = page.locator('[data-port="assist.tools"]');
  const pull = async (to: Locator) => {
    const [from, over] = [await port.boundingBox(), await to.boundingBox()];
    if (!from || !over) throw new Error("not drawn");
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(from.x + 20, from.y + 20);
    await page.mouse.move(over.x + over.width / 2, over.y + over.height / 2, { steps: 4 });
  };
  const names = (text: string) => page.locator('[data-node-id="assist"]').filter({ hasText: text }).waitFor();

  // A rule of the flow is none, and says so at the cursor.
  await pull(node("check"));
  await page.locator("[data-refusal]", { hasText: "‘Condition’ is a rule of the flow" }).waitFor();
  await picture(page, "adding-tool-refused");
  await page.mouse.up();
  await names("no tools");

  // A step that the flow goes through stays; one that stands alone becomes the tool.
  await pull(node("kb"));
  await page.mouse.up();
  await names("1 tool");
  await node("kb").waitFor();
  await pull(node("ticket"));
  await page.mouse.up();
  await names("2 tools");
  await node("ticket").waitFor({ state: "detached" });
  expect(await node("assist").getAttribute("aria-label")).toContain("may use kb_search, create_ticket");
  await page.keyboard.press("Control+z");
  await node("ticket").waitFor();
  await names("1 tool");

  // Pressed: what there is to give, and what it has. The inspector opens at the new one.
  await port.click();
  const dialog = page.getByRole("dialog", { name: "Give ‘assist’ a tool" });
  await dialog.getByRole("option", { name: /kb_search/ }).first().waitFor();
  await picture(page, "adding-tool");
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole("combobox").fill("notify");
  await page.keyboard.press("Enter");
  await names("2 tools");
  await focused('[data-field^="/config/tools/1/name"] *');

  // By keyboard alone.
  await node("assist").focus();
  await page.keyboard.press("t");
  await dialog.getByRole("combobox").waitFor();
  await page.keyboard.type("http");
  await page.keyboard.press("Enter");
  await names("3 tools");
  await node("assist").focus();
  await page.keyboard.press("c");
  await page.getByRole("dialog", { name: "Connect ‘assist’ to" }).getByRole("combobox").fill("ticket");
  await page.getByRole("option", { name: /as a tool/ }).waitFor();
  await picture(page, "adding-tool-card");
});
