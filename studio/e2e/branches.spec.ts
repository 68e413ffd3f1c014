// Branches of a flow: drafts beside the draft, brought together with it by meaning.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { violations } from "./support/axe.ts";
import { launch, open, picture, signIn, type Watched } from "./support/browser.ts";
import { send } from "./support/flow.ts";
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

let drawn = 0;
/** A name of its own also when a journey is tried again. */
const fresh = (word: string) => `${word}-${stamp}-${(drawn += 1)}`;

const document = (name: string, ask: string, say: string) => ({
  format: "flowright/1",
  name,
  title: name,
  nodes: [
    { id: "ask", kind: "reply", config: { text: ask } },
    { id: "say", kind: "reply", config: { text: say } },
  ],
  edges: [
    { from: "start", to: "ask" },
    { from: "ask", to: "say" },
  ],
});

async function draw(name: string): Promise<void> {
  expect((await send(page, "POST", "/flows", { name, title: name })).status).toBe(201);
  await put(name, document(name, "Hello", "Bye"));
}

const put = async (name: string, body: object, branch = "") => expect((await send(page, "PUT", `/flows/${name}/draft${branch && `?branch=${branch}`}`, body)).status).toBe(200);

async function textsOf(name: string, branch = ""): Promise<Record<string, string | undefined>> {
  const answer = await page.evaluate(async (path) => (await fetch(path)).json(), `/api/v1/flows/${name}/draft${branch && `?branch=${branch}`}`);
  return Object.fromEntries((answer as { nodes: { id: string; config?: { text?: string } }[] }).nodes.map((node) => [node.id, node.config?.text]));
}

const field = () => page.getByRole("textbox", { name: "Text" }).first();
const justSaved = () => page.locator('[data-save-state="saved"]').filter({ hasText: /Saved \d/ }).waitFor();
const bar = () => page.getByRole("region", { name: "Branch" });

test("a branch is begun from the head, edited beside the draft, and merged with what it changes on the canvas", async () => {
  const name = fresh("branched");
  await draw(name);
  await page.goto(`/flows/${name}`);
  await page.getByRole("button", { name: "Draft", exact: true }).click();
  const menu = page.getByRole("dialog", { name: "Branches" });
  await menu.getByText(/A branch is a draft beside the draft/).waitFor();
  await menu.getByLabel("New branch from the draft").fill("not a name");
  await menu.getByRole("button", { name: "Begin" }).click();
  await menu.getByText(/lower-case letters, digits/).last().waitFor();
  await menu.getByLabel("New branch from the draft").fill("shorter");
  await menu.getByRole("button", { name: "Begin" }).click();
  await page.waitForURL((url) => url.searchParams.get("branch") === "shorter");
  await bar().getByText("You are on the branch ‘shorter’.").waitFor();
  expect(await page.getByRole("button", { name: "Publish" }).count()).toBe(0);

  await page.goto(`/flows/${name}?branch=shorter&node=ask`);
  await rewrite(field(), "Hi");
  await justSaved();
  expect(await violations(page)).toEqual([]);
  await picture(page, "branch");
  expect(await textsOf(name)).toEqual({ ask: "Hello", say: "Bye" });
  expect(await textsOf(name, "shorter")).toEqual({ ask: "Hi", say: "Bye" });
  // A reload comes back to the branch.
  await page.reload();
  await bar().waitFor();

  await bar().getByRole("button", { name: "Merge into draft…" }).click();
  const merge = page.getByRole("region", { name: "Merge" });
  await merge.getByText("This is what merging ‘shorter’ changes in the draft.").waitFor();
  await page.locator("[data-node-id=ask]").waitFor();
  expect(await violations(page)).toEqual([]);
  await picture(page, "merge");
  await merge.getByLabel("Delete the branch afterwards").check();
  await merge.getByRole("button", { name: "Merge into the draft" }).click();
  await page.waitForURL((url) => url.pathname === `/flows/${name}` && url.search === "");
  expect(await textsOf(name)).toEqual({ ask: "Hi", say: "Bye" });
  await page.getByRole("button", { name: "Draft", exact: true }).click();
  await menu.getByText(/A branch is a draft beside the draft/).waitFor();
  await page.keyboard.press("Escape");
  // The draft as it was before is kept.
  await page.goto(`/flows/${name}?panel=history`);
  await page.getByText(/merge of the branch shorter/).waitFor();
});

test("a branch is brought up to the draft, and what both changed is asked", async () => {
  const name = fresh("updated");
  await draw(name);
  expect((await send(page, "POST", `/flows/${name}/branches`, { name: "idea" })).status).toBe(201);
  await put(name, document(name, "Hello", "So long"), "idea");
  await put(name, document(name, "Good day", "Farewell"));
  await page.goto(`/flows/${name}?branch=idea`);
  await bar().getByText("behind the draft").waitFor();
  await bar().getByRole("button", { name: "Update from draft" }).click();
  const dialog = page.getByRole("dialog", { name: "Both changed the same" });
  await dialog.getByText("Farewell").waitFor();
  expect(await violations(page)).toEqual([]);
  await picture(page, "branch-conflict");
  await dialog.getByRole("radio", { name: /As in the branch/ }).check();
  await dialog.getByRole("button", { name: "Settle and merge" }).click();
  await page.getByText("The branch has the draft’s changes now.").waitFor();
  await expect.poll(() => textsOf(name, "idea")).toEqual({ ask: "Good day", say: "So long" });
  await page.locator("[data-node-id=ask]").getByText("Good day").waitFor();
  expect(await textsOf(name)).toEqual({ ask: "Good day", say: "Farewell" });

  await bar().getByRole("button", { name: "Save to Git…" }).click();
  await page.getByRole("dialog", { name: "Save to Git" }).getByLabel("What did you change?").fill("Kept so long");
  await page.getByRole("dialog", { name: "Save to Git" }).getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText(new RegExp(`Saved as [0-9a-f]{8} on flows/${name}/idea`)).waitFor();
});

test("a branch is deleted only after a question that says what is lost", async () => {
  const name = fresh("dropped");
  await draw(name);
  expect((await send(page, "POST", `/flows/${name}/branches`, { name: "idea" })).status).toBe(201);
  await put(name, document(name, "Hello", "So long"), "idea");
  await page.goto(`/flows/${name}?branch=idea`);
  await page.getByRole("button", { name: "idea", exact: true }).click();
  await page.getByRole("button", { name: "Delete the branch idea" }).click();
  const question = page.getByRole("dialog", { name: "Delete the branch idea?" });
  await question.getByText(/It has changes that the draft has not/).waitFor();
  await question.getByRole("button", { name: "Delete the branch" }).click();
  await page.waitForURL((url) => !url.searchParams.has("branch"));
  expect(await textsOf(name)).toEqual({ ask: "Hello", say: "Bye" });
});
