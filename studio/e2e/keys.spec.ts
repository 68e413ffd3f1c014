// Every dialog by keyboard alone: it opens with the focus where one begins, Tab stays in it, Escape closes it, and the focus is back where it was.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, open, signIn, type Watched } from "./support/browser.ts";
import { draw, send } from "./support/flow.ts";

let browser: Browser;
let mine: Watched;
let page: Page;
let run = "";
const name = `keys-${Date.now().toString(36)}`;
const flow = (text: string) => ({ nodes: [{ id: "ask", kind: "reply", config: { text } }, { id: "find", kind: "kb_search", config: { query: "vpn", base: "it" } }], edges: [{ from: "start", to: "ask" }, { from: "ask", to: "find" }] });

beforeAll(async () => {
  browser = await launch();
  mine = await open(browser);
  page = mine.page;
  await signIn(page);
  const done = async (method: string, path: string, body: object) => {
    const answer = await send(page, method, path, body);
    expect(answer.status, `${path}: ${answer.text}`).toBeLessThan(300);
    return answer.text ? (JSON.parse(answer.text) as { id?: string }) : {};
  };
  await draw(page, name, flow("Hello"));
  await done("POST", `/flows/${name}/publish`, { message: "First" });
  await done("PUT", `/flows/${name}/draft`, { format: "flowright/1", name, title: name, ...flow("Good day") });
  await done("POST", `/flows/${name}/publish`, { message: "Second" });
  await done("POST", `/flows/${name}/branches`, { name: "idea" });
  await done("PUT", `/flows/${name}/draft`, { format: "flowright/1", name, title: name, ...flow("Good evening") });
  run = (await done("POST", `/flows/${name}/runs?wait=20`, { input: { message: "VPN" } })).id ?? "";
});

afterAll(async () => {
  expect(mine.complaints).toEqual([]);
  await browser?.close();
});

interface Case {
  path: () => string;
  /** What opens it. */
  button: string | RegExp;
  dialog: string | RegExp;
  /** Where one begins: by what the focused element is called. */
  begins: string | RegExp;
}

const CASES: Case[] = [
  { path: () => "/flows", button: "New flow", dialog: "New flow", begins: /^(Empty flow|IT helpdesk)$/ },
  { path: () => "/kb", button: "New base", dialog: "New knowledge base", begins: /^(Title|Name)/ },
  { path: () => "/tools", button: "Add server", dialog: "Add an MCP server", begins: /^Name/ },
  { path: () => "/admin/users", button: "Add user", dialog: "Add user", begins: /^Name/ },
  { path: () => `/flows/${name}`, button: "Publish", dialog: "Publish", begins: "Message" },
  { path: () => `/flows/${name}?branch=idea`, button: "Save to Git…", dialog: "Save to Git", begins: "What did you change?" },
  { path: () => `/flows/${name}/versions`, button: "Move Production to another version", dialog: /which version runs/, begins: "Version" },
  { path: () => `/flows/${name}/versions`, button: "Roll back Production", dialog: "Roll back Production", begins: /^(Back to|Cancel)$/ },
  { path: () => `/flows/${name}/versions`, button: "Restore version 1 as draft", dialog: "Restore version 1 as draft", begins: "Cancel" },
  { path: () => `/flows/${name}/runs/${run}`, button: "Fork…", dialog: /^Fork after/, begins: /./ },
  { path: () => `/flows/${name}/runs/${run}`, button: "Save as test…", dialog: "Save as test", begins: /^(Title|Name)/ },
];

/** What has the focus is called so, to those who hear it. */
const focused = () =>
  page.evaluate(() => {
    const one = document.activeElement;
    if (!(one instanceof HTMLElement) || one === document.body) return "";
    const label = (one as HTMLInputElement).labels?.[0]?.textContent;
    return (one.getAttribute("aria-label") ?? label ?? one.textContent ?? "").trim();
  });

test.each(CASES)("$dialog", async ({ path, button, dialog, begins }) => {
  await page.goto(path());
  const trigger = page.getByRole("button", { name: button, exact: true }).first();
  await trigger.waitFor();
  await trigger.focus();
  const called = await focused();
  await page.keyboard.press("Enter");
  const opened = page.getByRole("dialog", { name: dialog });
  await opened.waitFor();
  await expect.poll(focused).toMatch(typeof begins === "string" ? new RegExp(`^${begins.replace(/[?]/g, "\\?")}`) : begins);
  const isInside = () => opened.evaluate((one) => one.contains(document.activeElement));
  expect(await isInside()).toBe(true);
  // Around once, and a bit: what lies under it is out of reach. The browser itself may be one of the stops.
  for (let presses = 0; presses < 24; presses += 1) {
    await page.keyboard.press("Tab");
    expect((await isInside()) || (await focused()) === "", await focused()).toBe(true);
  }
  await page.keyboard.press("Escape");
  await opened.waitFor({ state: "detached" });
  await expect.poll(focused).toBe(called);
});

test("the importer begins with the choice of a file, and gives the focus back to where the new flow began", async () => {
  await page.goto("/flows");
  await page.getByRole("button", { name: "New flow" }).first().focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Import…" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Import a flow" });
  await dialog.waitFor();
  await expect.poll(focused).toBe("Choose a file");
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await expect.poll(focused).toBe("New flow");
});

test("a question before something is deleted begins with the answer that does nothing", async () => {
  await page.goto(`/flows/${name}`);
  await page.getByRole("button", { name: "Draft", exact: true }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Delete the branch idea" }).focus();
  await page.keyboard.press("Enter");
  const question = page.getByRole("dialog", { name: "Delete the branch idea?" });
  await question.waitFor();
  await expect.poll(focused).toBe("Cancel");
  await page.keyboard.press("Enter");
  await question.waitFor({ state: "detached" });
  await expect.poll(focused).toBe("Delete the branch idea");
  await page.keyboard.press("Escape");
  await expect.poll(focused).toBe("Draft");
});
