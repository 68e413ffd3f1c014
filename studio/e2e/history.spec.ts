// What is kept of each version, what of a draft is published, and a flow that is described in words.
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { violations } from "./support/axe.ts";
import { launch, open, picture, signIn, type Watched } from "./support/browser.ts";
import { send as sendAs } from "./support/flow.ts";

let browser: Browser;
let mine: Watched;
let hers: Watched;
let page: Page;
const stamp = Date.now().toString(36);
const BEA = { name: "Bea Holm", email: `bea-${stamp}@example.org`, password: "a long morning by the sea" };
const send = (method: string, path: string, body?: object) => sendAs(page, method, path, body);
/** A test that is tried again finds nothing of the first time. */
const fresh = (what: string) => `${what}-${Date.now().toString(36)}`;

const flow = (name: string, ask: string, say: string) => ({
  format: "flowright/1",
  name,
  title: name,
  input: { properties: { message: { type: "string" } } },
  nodes: [
    { id: "ask", kind: "reply", config: { text: ask } },
    { id: "say", kind: "reply", config: { text: say } },
  ],
  edges: [
    { from: "start", to: "ask" },
    { from: "ask", to: "say" },
  ],
});

const says = (name: string, words: string) => ({ format: "flowright-test/1", name, turns: [{ user: { message: "hello" }, expect: { reply: { contains: [words] } } }] });

beforeAll(async () => {
  browser = await launch();
  mine = await open(browser);
  page = mine.page;
  await signIn(page);
  expect((await send("POST", "/admin/users", { ...BEA, role: "admin" })).status).toBe(201);
  hers = await open(browser);
  await hers.page.goto("/login");
  await hers.page.getByLabel("E-mail").fill(BEA.email);
  await hers.page.getByLabel("Password").fill(BEA.password);
  await hers.page.getByRole("button", { name: "Sign in" }).click();
  await hers.page.getByRole("heading", { name: /Hello/ }).waitFor();
});

afterEach(async (context) => {
  if (context.task.result?.state === "fail") await picture(page, `broken-${context.task.name.slice(0, 20)}`);
});

afterAll(async () => {
  expect([...mine.complaints, ...hers.complaints]).toEqual([]);
  await browser?.close();
});

test("the history says what was found and how the tests went, and home says what is red", async () => {
  const name = fresh("kept");
  expect((await send("POST", "/flows", { name, title: name })).status).toBe(201);
  const document = flow(name, "Hello", "Bye");
  // A branch that leads nowhere is a warning.
  const choose = { id: "choose", kind: "condition", config: { cases: [{ port: "short", when: "input.message.len() < 9" }], otherwise: "long" } };
  const edges = [{ from: "start", to: "choose" }, { from: "choose.short", to: "ask" }, { from: "ask", to: "say" }];
  expect((await send("PUT", `/flows/${name}/draft`, { ...document, nodes: [choose, ...document.nodes], edges })).status).toBe(200);
  expect((await send("POST", `/flows/${name}/tests`, says("greets", "Hello"))).status).toBe(201);
  expect((await send("POST", `/flows/${name}/tests`, says("sings", "La la"))).status).toBe(201);
  await page.goto(`/flows/${name}?dialog=publish`);
  const dialog = page.getByRole("dialog", { name: "Publish" });
  await dialog.getByText("1 of 2 tests fail:").waitFor();
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Publish", exact: true }).click();
  await page.getByRole("dialog", { name: "Published as version 1" }).locator("[data-tests='1/2']").waitFor();
  await page.goto(`/flows/${name}/versions`);
  const row = page.locator("[data-results='1']");
  await row.getByRole("button", { name: /warnings? of version 1/ }).click();
  const found = page.getByRole("dialog", { name: "What the check said about version 1" });
  await found.getByRole("listitem").filter({ hasText: "choose" }).first().waitFor();
  expect(await violations(page)).toEqual([]);
  await picture(page, "version-findings");
  await found.getByRole("button", { name: "Close" }).click();
  await picture(page, "version-results");
  await page.goto("/");
  const red = page.getByRole("link", { name: new RegExp(name) }).filter({ hasText: "sings" });
  await red.waitFor();
  await picture(page, "home-red");
  await red.click();
  await page.locator("[data-last-result]").getByText("Failing: sings").waitFor();
  expect(await violations(page)).toEqual([]);
  // Run again on its page, the result is the version's newest.
  await page.getByRole("button", { name: "Run all" }).click();
  await page.locator("[data-passed='1'][data-failed='1']").waitFor();
});

test("somebody else's changes are left out, stay in the draft, and come later", async () => {
  const name = fresh("part");
  expect((await send("POST", "/flows", { name, title: name })).status).toBe(201);
  expect((await send("PUT", `/flows/${name}/draft`, flow(name, "Hello", "Bye"))).status).toBe(200);
  expect((await send("POST", `/flows/${name}/publish`, { message: "First" })).status).toBe(201);
  expect((await send("PUT", `/flows/${name}/draft`, flow(name, "Good day", "Bye"))).status).toBe(200);
  expect((await sendAs(hers.page, "PUT", `/flows/${name}/draft`, flow(name, "Good day", "So long"))).status).toBe(200);
  await page.goto(`/flows/${name}?dialog=publish`);
  const dialog = page.getByRole("dialog", { name: "Publish" });
  await dialog.getByText("2 nodes changed").waitFor();
  await dialog.getByRole("checkbox", { name: /Bea Holm/ }).uncheck();
  await dialog.locator("[data-stays]").getByText("1 node changed").waitFor();
  expect(await dialog.locator("[data-summary]").textContent()).toContain("1 node changed");
  expect(await violations(page)).toEqual([]);
  await picture(page, "publish-part");
  await dialog.getByRole("button", { name: "Publish this part" }).click();
  await page.getByRole("dialog", { name: "Published as version 2" }).waitFor();
  const second = JSON.parse((await send("GET", `/flows/${name}/versions/2`)).text) as { document: { nodes: { config: { text: string } }[] } };
  expect(second.document.nodes.map((node) => node.config.text)).toEqual(["Good day", "Bye"]);
  await page.goto(`/flows/${name}?dialog=publish`);
  await dialog.getByText("1 node changed").waitFor();
  await dialog.getByRole("button", { name: "Publish", exact: true }).click();
  await page.getByRole("dialog", { name: "Published as version 3" }).waitFor();
});

test("one field of two people is named, and nothing of it is published", async () => {
  const name = fresh("shared");
  expect((await send("POST", "/flows", { name, title: name })).status).toBe(201);
  expect((await send("PUT", `/flows/${name}/draft`, flow(name, "Hello", "Bye"))).status).toBe(200);
  expect((await send("POST", `/flows/${name}/publish`, { message: "First" })).status).toBe(201);
  expect((await send("PUT", `/flows/${name}/draft`, flow(name, "Good day", "Bye"))).status).toBe(200);
  expect((await sendAs(hers.page, "PUT", `/flows/${name}/draft`, flow(name, "Good evening", "Bye"))).status).toBe(200);
  await page.goto(`/flows/${name}?dialog=publish`);
  const dialog = page.getByRole("dialog", { name: "Publish" });
  await dialog.getByRole("checkbox", { name: /Bea Holm/ }).uncheck();
  await dialog.getByText(/‘text’ of ‘ask’ was changed by .*Bea Holm/).waitFor();
  expect(await dialog.getByRole("button", { name: "Publish this part" }).isDisabled()).toBe(true);
  expect(await violations(page)).toEqual([]);
});
