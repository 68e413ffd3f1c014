// The panel for a node: values are picked or completed, conditions are sentences, problems show where they are, and a node runs alone.
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { violations } from "./support/axe.ts";
import { launch, open, picture, signIn, type Watched } from "./support/browser.ts";
import { send as sendAs } from "./support/flow.ts";
import { rewrite, written } from "./support/text.ts";

let browser: Browser;
let mine: Watched;
let page: Page;
const name = `inspector-${Date.now().toString(36)}`;

const flow = {
  format: "flowright/1",
  name,
  title: "Inspector",
  input: { type: "object", properties: { message: { type: "string" }, "device name": { type: "string" }, score: { type: "number" } } },
  nodes: [
    { id: "words", kind: "template", config: { text: "Hello {{ input.message }}" } },
    { id: "decide", kind: "condition", config: { cases: [{ port: "yes", when: "input.score >= 0.6" }], otherwise: "no" } },
    { id: "list", kind: "script", config: { code: '[#{ title: "VPN", n: 1 }, #{ title: "Mail", n: 2 }]' } },
    { id: "say", kind: "reply", config: { text: "{{ word.text }}" } },
    { id: "file", kind: "create_ticket", config: { title: "{{ words.text }}" } },
  ],
  edges: [
    { from: "start", to: "words" },
    { from: "words", to: "list" },
    { from: "list", to: "decide" },
    { from: "decide.yes", to: "say" },
    { from: "decide.no", to: "file" },
  ],
};

const send = (method: string, path: string, body?: object) => sendAs(page, method, path, body);

beforeAll(async () => {
  browser = await launch();
  mine = await open(browser);
  page = mine.page;
  await mine.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await signIn(page);
  expect((await send("POST", "/flows", { name, title: "Inspector" })).status).toBe(201);
  expect((await send("PUT", `/flows/${name}/draft`, flow)).status).toBe(200);
});

afterAll(async () => {
  expect(mine.complaints).toEqual([]);
  await browser?.close();
});

const inspector = () => page.getByRole("complementary", { name: "Inspector" });
const field = (label: string): Locator => inspector().getByRole("textbox", { name: label, exact: true });
const saved = () => page.locator('[data-save-state="saved"]').waitFor();
const openNode = async (id: string) => {
  await page.goto(`/flows/${name}?node=${id}`);
  await inspector().getByRole("tab", { name: "Set up" }).waitFor();
};
/** A setting as the server has it. */
const config = async (id: string) => {
  await saved();
  const draft = JSON.parse((await send("GET", `/flows/${name}/draft`)).text) as typeof flow;
  return draft.nodes.find((node) => node.id === id)?.config as Record<string, unknown>;
};

test("typing {{ offers what is in scope, and what is chosen becomes a pill that goes as one", async () => {
  await openNode("words");
  await inspector().locator(".cm-content .pill").filter({ hasText: "input › message" }).waitFor();
  await field("Text").click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(", your {{dev");
  await page.getByRole("option", { name: /device name/ }).first().waitFor();
  await picture(page, "inspector-completion");
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("Enter");
  await inspector().locator(".pill").filter({ hasText: "input › device name" }).waitFor();
  expect(await written(field("Text"))).toBe('Hello {{ input.message }}, your {{ input["device name"] }}');
  await page.keyboard.press("Backspace");
  expect(await written(field("Text"))).toBe("Hello {{ input.message }}, your ");
  await page.keyboard.type("{{ user.em");
  await page.getByRole("option", { name: /user\.email/ }).waitFor();
  await page.keyboard.press("Enter");
  expect((await config("words")).text).toBe("Hello {{ input.message }}, your {{ user.email }}");
});

test("Escape closes the list first, Tab leaves the field, and Escape then leads back to the node", async () => {
  await field("Text").click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("{{");
  await page.getByRole("listbox").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("listbox").waitFor({ state: "detached" });
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain("Insert value");
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => (document.activeElement as HTMLElement | null)?.dataset.nodeId === "words");
});

test("a value is found in the tree and put in by keyboard alone", async () => {
  await openNode("file");
  await field("Description").focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByRole("searchbox", { name: "Find a value" }).waitFor();
  await page.keyboard.press("ArrowDown");
  // The input is open already: into it, and past its first field.
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  await picture(page, "inspector-tree");
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("Enter");
  await page.getByRole("tree").waitFor({ state: "detached" });
  expect((await config("file")).description).toBe("{{ input.message }}");
});

test("a field is a value, a template or an expression, and no text is lost on the way", async () => {
  const mode = inspector().getByRole("combobox", { name: "Category: how it is given" });
  await rewrite(field("Category"), "Network");
  await mode.selectOption("expression");
  expect(await written(field("Category"))).toBe('"Network"');
  await rewrite(field("Category"), "input.message.to_lower()");
  expect((await config("file")).category).toBe("{{ input.message.to_lower() }}");
  await mode.selectOption("value");
  expect((await config("file")).category).toBeUndefined();
  await inspector().getByText("{{ input.message.to_lower() }}").waitFor();
  await inspector().getByRole("button", { name: /Bring back/ }).click();
  expect(await written(field("Category"))).toBe("input.message.to_lower()");
});

test("a condition is a sentence, and what no sentence can say stays an expression", async () => {
  await openNode("decide");
  const sentence = inspector().getByRole("group", { name: "Condition 1" });
  await sentence.getByRole("button", { name: "score of ‘input’" }).waitFor();
  await picture(page, "inspector-sentence");
  expect(await violations(page)).toEqual([]);
  await sentence.getByRole("combobox", { name: "Comparison" }).selectOption("less");
  await rewrite(sentence.getByRole("textbox", { name: "Compared with" }), "0.3");
  await inspector().getByRole("button", { name: /^Add condition/ }).click();
  const second = inspector().getByRole("group", { name: "Condition 2" });
  await second.getByRole("button", { name: "Choose a value…" }).click();
  await page.getByRole("searchbox", { name: "Find a value" }).fill("message");
  await page.keyboard.press("Enter");
  await second.getByRole("combobox", { name: "Comparison" }).selectOption("contains");
  await rewrite(second.getByRole("textbox", { name: "Compared with" }), "VPN");
  await inspector().getByRole("combobox", { name: "Joined by" }).selectOption("or");
  expect((await config("decide")).cases).toEqual([{ port: "yes", when: 'input.score < 0.3 || input.message.contains("VPN")' }]);
  await inspector().getByRole("button", { name: /^Edit as expression/ }).click();
  await rewrite(field("When"), "input.score + 1 > 2");
  await inspector().getByText("This calculates, which a sentence cannot say.").waitFor();
  await rewrite(field("When"), "input.score > 1");
  await inspector().getByRole("button", { name: /^Edit as sentence/ }).click();
  await sentence.getByRole("button", { name: "score of ‘input’" }).waitFor();
});

test("a problem is underlined where it is, and its button mends it", async () => {
  await openNode("say");
  await inspector().locator(".pill-wrong").waitFor();
  await inspector().locator("[data-finding=FR031]").waitFor();
  await picture(page, "inspector-problem");
  expect(await violations(page)).toEqual([]);
  await inspector().getByRole("button", { name: /^Use ‘words/ }).click();
  await inspector().locator(".pill-wrong").waitFor({ state: "detached" });
  expect(await written(field("Text"))).toBe("{{ words.text }}");
});

test("a node runs alone with values of one's own; what changes something outside asks first", async () => {
  await openNode("words");
  await inspector().getByRole("tab", { name: "Test" }).click();
  await inspector().getByRole("textbox", { name: "input" }).fill('{ "message": "Jan" }');
  await inspector().getByRole("button", { name: "Run only this node" }).click();
  await inspector().getByRole("heading", { name: "Result" }).waitFor();
  await inspector().getByText(/Hello Jan/).first().waitFor();
  await picture(page, "inspector-test");
  expect(await violations(page)).toEqual([]);

  await openNode("file");
  await inspector().getByRole("tab", { name: "Test" }).click();
  await inspector().getByRole("button", { name: "Run only this node" }).click();
  const asked = page.getByRole("dialog", { name: /for real/ });
  await asked.waitFor();
  await asked.getByRole("button", { name: "Cancel" }).click();
});

test("what went in and came out is a tree, JSON or a table, with paths to copy, and stands in for a test", async () => {
  const started = JSON.parse((await send("POST", `/flows/${name}/runs`, { input: { message: "Jan", score: 3 }, version: "draft" })).text) as { id: string };
  await page.goto(`/flows/${name}?node=list&panel=run&run=${started.id}`);
  await inspector().getByRole("tab", { name: "Data" }).click();
  const output = inspector().getByRole("region", { name: "Output", exact: true });
  await output.getByText("VPN").waitFor();
  await output.getByRole("button", { name: "Copy the path list[0].title" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("list[0].title");
  await output.getByRole("button", { name: "Table", exact: true }).click();
  await output.getByRole("cell", { name: "Mail" }).waitFor();
  await picture(page, "inspector-data");
  expect(await violations(page)).toEqual([]);
  await output.getByRole("button", { name: "JSON" }).click();
  await output.getByText('"title": "Mail"').waitFor();
  await output.getByRole("button", { name: "Use as test value" }).click();

  // A template is filled with the values of this run.
  await page.locator('[data-node-id="words"]').click();
  await inspector().getByRole("tab", { name: "Set up" }).click();
  await inspector().locator("[data-preview]").first().waitFor();
});

test("values are there without a run that was chosen: those of the flow's last run, which can be chosen", async () => {
  expect(JSON.parse((await send("POST", `/flows/${name}/runs?wait=20`, { input: { message: "Eva", score: 3 }, version: "draft" })).text)).toMatchObject({ status: "completed" });
  // A node that is tried alone is not the flow's last run.
  expect((await send("POST", `/flows/${name}/nodes/words/run?wait=20`, { scope: { input: { message: "nobody" } } })).status).toBeLessThan(300);
  const fresh = await open(browser, { state: await mine.context.storageState() });
  const side = fresh.page.getByRole("complementary", { name: "Inspector" });
  const openTab = async (id: string, label: string) => {
    await fresh.page.goto(`/flows/${name}?node=${id}`);
    await side.getByRole("tab", { name: label }).click();
  };
  await fresh.page.goto(`/flows/${name}?node=say`);
  await side.locator("[data-preview]").filter({ hasText: /^In the run of .*Hello Eva/ }).waitFor();
  await side.getByRole("button", { name: "Insert value" }).first().click();
  await fresh.page.getByRole("searchbox", { name: "Find a value" }).fill("words.text");
  await fresh.page.getByRole("treeitem", { name: /words\.text.*Hello Eva/ }).waitFor();
  await fresh.page.getByText(/Values are from the run of/).waitFor();
  await picture(fresh.page, "inspector-last-run");

  await openTab("words", "Test");
  await fresh.page.waitForFunction(() => [...document.querySelectorAll("textarea")].some((area) => area.value.includes('"Eva"')));
  await side.getByText(/^From the run of/).waitFor();

  await openTab("list", "Data");
  await side.getByRole("region", { name: "Output", exact: true }).getByText("VPN").waitFor();
  expect(await violations(fresh.page)).toEqual([]);
  // Nobody chose it, so the canvas shows nothing of it.
  expect(await fresh.page.locator('[data-node-id][data-status="done"]').count()).toBe(0);
  expect(new URL(fresh.page.url()).searchParams.has("run")).toBe(false);
  await side.getByRole("button", { name: /^run of/ }).click();
  await fresh.page.locator('[data-node-id="list"][data-status="done"]').waitFor();
  await fresh.page.waitForFunction(() => new URLSearchParams(location.search).has("run"));
  expect(fresh.complaints).toEqual([]);
  await fresh.context.close();
});

test("a link to a node that is no more says so, and the address no longer names it", async () => {
  await page.goto(`/flows/${name}?node=ghost`);
  const words = "There is no node ‘ghost’ in this flow.";
  await page.getByText(words).first().waitFor();
  await page.locator("[data-said]").filter({ hasText: words }).waitFor({ state: "attached" });
  await page.waitForFunction(() => !new URLSearchParams(location.search).has("node"));
  expect(await inspector().count()).toBe(0);
  expect(await violations(page)).toEqual([]);
});

test("it is as wide as one wants, fills the page for a long text, and Escape goes back step by step", async () => {
  await openNode("words");
  const edge = page.getByRole("separator", { name: "Width of the inspector" });
  const before = (await inspector().boundingBox())?.width ?? 0;
  await edge.focus();
  await page.keyboard.press("ArrowLeft");
  await page.waitForFunction((width) => (document.querySelector("aside[aria-label=Inspector]")?.getBoundingClientRect().width ?? 0) > width, before);
  await page.reload();
  await inspector().waitFor();
  expect((await inspector().boundingBox())?.width).toBeGreaterThan(before);
  await inspector().getByRole("button", { name: "Fill the page" }).click();
  await picture(page, "inspector-tall");
  expect((await inspector().boundingBox())?.width).toBeGreaterThan(1_000);
  await field("Text").click();
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => (document.querySelector("aside[aria-label=Inspector]")?.getBoundingClientRect().width ?? 9_999) < 800);
  await page.keyboard.press("Escape");
  await inspector().waitFor({ state: "detached" });
});

test("in the dark it is as readable", async () => {
  const dark = await open(browser, { theme: "dark", state: await mine.context.storageState() });
  await dark.page.goto(`/flows/${name}?node=decide`);
  await dark.page.getByRole("group", { name: "Condition 1" }).waitFor();
  expect(await violations(dark.page)).toEqual([]);
  await picture(dark.page, "inspector-dark-sentence");
  await dark.page.goto(`/flows/${name}?node=file`);
  await dark.page.locator(".pill").first().waitFor();
  expect(await violations(dark.page)).toEqual([]);
  await picture(dark.page, "inspector-dark");
  expect(dark.complaints).toEqual([]);
  await dark.context.close();
});
