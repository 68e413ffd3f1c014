// The first-run journey, page by page, for people to look at: from the printed link to a ticket on the desk.
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ADMIN, launch, open, SETUP_LINK, type Watched } from "../support/browser.ts";
import { Camera, type Shot } from "./camera.ts";
import { canvasPicture, chatPicture } from "./readme.ts";

const QUESTION = "My VPN does not connect";

let browser: Browser;
let camera: Camera;
let desk: Watched;
let state: Awaited<ReturnType<BrowserContext["storageState"]>>;
const complaints: string[] = [];

beforeAll(async () => {
  browser = await launch();
  camera = new Camera(browser);
  desk = await open(browser);
});

afterAll(async () => {
  await browser?.close();
});

const remember = async () => {
  state = await desk.context.storageState();
};
/** Signed in, unless said otherwise. */
const take = async (name: string, path: string, prepare?: Shot["prepare"], as: Shot["state"] | null = state) => void complaints.push(...(await camera.take({ name, path, state: as ?? undefined, prepare })));

const node = (page: Page, id: string) => page.locator(`[data-node-id="${id}"]`);

test("setting up", async () => {
  const { page } = desk;
  await take("01-setup", SETUP_LINK, async (p) => void (await p.getByLabel("Your name").waitFor()), null);
  await take(
    "02-setup-refused",
    SETUP_LINK,
    async (p) => {
      await p.getByLabel("Password").fill("short");
      await p.getByRole("button", { name: "Create administrator" }).click();
    },
    null,
  );
  await page.goto(SETUP_LINK);
  await page.getByLabel("Your name").fill(ADMIN.name);
  await page.getByLabel("E-mail").fill(ADMIN.email);
  await page.getByLabel("Password").fill(ADMIN.password);
  await page.getByRole("button", { name: "Create administrator" }).click();
  await page.getByRole("heading", { name: "What should it help with?" }).waitFor();
  await remember();
  await take("03-setup-used", SETUP_LINK, async (p) => void (await p.getByRole("heading", { name: "This link is used up" }).waitFor()), null);
  await take(
    "04-sign-in-refused",
    "/login",
    async (p) => {
      await p.getByLabel("E-mail").fill(ADMIN.email);
      await p.getByLabel("Password").fill("wrong");
      await p.getByRole("button", { name: "Sign in" }).click();
      await p.getByText("do not match").waitFor();
    },
    null,
  );
  await take("05-welcome", "/welcome?from=help");
  await take("06-desk-empty", "/desk");
  await take("07-home-first", "/");
});

test("asking in the test chat", async () => {
  const { page } = desk;
  const editor = "/flows/it-helpdesk?panel=run";
  await take("10-canvas", editor, async (p) => void (await node(p, "start").first().waitFor({ state: "attached" })));
  await page.goto(editor);
  await page.getByRole("button", { name: QUESTION }).click();
  await page.getByRole("button", { name: /No, I need more help/ }).waitFor();
  await remember();
  const answered = (p: Page) => p.getByRole("button", { name: /No, I need more help/ }).waitFor();
  await take("11-answer", editor, answered);
  await take("12-source", editor, async (p) => {
    await answered(p);
    await p.locator("[data-citation]").first().click();
    await p.getByRole("dialog", { name: "Source 1" }).waitFor();
  });
  await page.getByRole("button", { name: /No, I need more help/ }).click();
  await page.getByRole("form", { name: "IT ticket" }).waitFor();
  await remember();
  await take("13-form", editor, async (p) => void (await p.getByRole("form", { name: "IT ticket" }).waitFor()));
  await take("14-form-incomplete", editor, async (p) => {
    const form = p.getByRole("form", { name: "IT ticket" });
    await form.getByLabel("How bad is it?").selectOption("");
    await form.getByRole("button", { name: "Open the ticket" }).click();
    await form.getByText("Please fill this in.").first().waitFor();
  });
  const form = page.getByRole("form", { name: "IT ticket" });
  await form.getByLabel("Category").selectOption("network");
  await form.getByLabel("How bad is it?").selectOption("P3");
  await form.getByLabel("What happened?").fill("Error 720 since this morning, on the office Wi-Fi too.");
  await form.getByRole("button", { name: "Open the ticket" }).click();
  await page.locator("[data-ticket]").first().waitFor();
  await page.getByText("Done", { exact: true }).first().waitFor();
  await remember();
  // Nobody else is in the flow while it is looked at, not even its author in another tab.
  await page.goto("/desk");
  await canvasPicture(browser, state, camera.folder);
  await take("15-ticket", editor, async (p) => void (await p.locator("[data-ticket]").first().waitFor()));
});

test("the desk", async () => {
  const { page } = desk;
  await take("20-desk", "/desk", async (p) => void (await p.locator("a[data-ticket]").first().waitFor()));
  await page.goto("/desk");
  await page.locator("a[data-ticket]").first().click();
  await page.getByRole("button", { name: "Assign to me" }).click();
  await page.getByLabel("Internal note").check();
  await page.getByLabel("Internal note, seen by colleagues only").fill("Seen twice this week.");
  await page.getByRole("button", { name: "Add note" }).click();
  await page.getByText("Seen twice this week.").waitFor();
  const path = new URL(page.url()).pathname;
  await take("21-ticket", path);
  await take("22-ticket-history", path, async (p) => {
    await p.getByText("History", { exact: true }).click();
    await p.locator("details li").first().waitFor();
    await p.locator("details li").last().scrollIntoViewIfNeeded();
  });
  await take("23-notifications", "/desk", async (p) => {
    await p.getByRole("button", { name: /Notices/ }).click();
    await p.getByRole("button", { name: "Mark as read" }).first().waitFor();
  });
});

test("the editor", async () => {
  const at = (id: string, more = "") => `/flows/it-helpdesk?node=${id}${more}`;
  const fields = async (p: Page) => void (await p.getByRole("tab", { name: "Set up" }).waitFor());
  await take("30-inspector", at("answer"), fields);
  await take("31-inspector-list", at("found"), fields);
  await take("32-insert-value", at("answer"), async (p) => {
    await p.getByRole("button", { name: "Insert value" }).first().click();
    await p.getByRole("searchbox", { name: "Find a value" }).waitFor();
  });
  await take("33-errors-tab", at("search"), async (p) => p.getByRole("tab", { name: "Errors" }).click());
  await take("34-data-tab", at("answer", "&panel=run"), async (p) => {
    await p.locator("[data-ticket]").first().waitFor({ state: "attached" });
    await p.getByRole("tab", { name: "Data" }).click();
  });
  await take("35-start", at("start"));
  await take("36-help", "/flows/it-helpdesk", async (p) => {
    await node(p, "start").first().waitFor({ state: "attached" });
    await p.keyboard.press("?");
    await p.getByRole("dialog", { name: "Keyboard" }).waitFor();
  });
  await take("37-commands", "/flows/it-helpdesk", async (p) => {
    await node(p, "start").first().waitFor({ state: "attached" });
    await p.keyboard.press("Control+k");
    await p.getByRole("dialog", { name: "All commands" }).waitFor();
  });
  await take("38-quick-add", "/flows/it-helpdesk", async (p) => {
    await node(p, "search").first().focus();
    await p.keyboard.press("a");
    await p.getByRole("combobox").waitFor();
  });
  await take("39-connect", "/flows/it-helpdesk", async (p) => {
    await node(p, "search").first().focus();
    await p.keyboard.press("c");
    await p.getByRole("combobox").waitFor();
  });
  await take("40-find", "/flows/it-helpdesk", async (p) => {
    await node(p, "search").first().waitFor();
    await p.getByRole("button", { name: "Find in this flow" }).click();
    await p.getByLabel("Find in titles, prompts, expressions and notes").fill("ticket");
  });
  await take("41-problems", "/flows/it-helpdesk?panel=problems", async (p) => void (await p.getByText(/No problems|problem/).first().waitFor()));
  await take("42-outline", "/flows/it-helpdesk?view=outline");
  await take("43-history", "/flows/it-helpdesk?panel=history", async (p) => void (await p.getByRole("list", { name: "Versions" }).waitFor()));
});

test("changing and publishing", async () => {
  const { page } = desk;
  await page.goto("/flows/it-helpdesk?node=glad");
  await page.getByRole("textbox", { name: "Text" }).fill("Wonderful, I have noted that this worked.");
  await page.locator('[data-save-state="saved"]').filter({ hasText: /Saved \d/ }).waitFor();
  await take("45-publish", "/flows/it-helpdesk?dialog=publish", async (p) => void (await p.getByText("changed ‘glad’").waitFor()));
  await page.keyboard.press("Control+Enter");
  await page.getByRole("dialog", { name: "Publish" }).getByText("changed ‘glad’").waitFor();
  await page.getByRole("dialog", { name: "Publish" }).getByRole("button", { name: "Publish" }).click();
  await page.getByRole("heading", { name: /Published as version \d+/ }).waitFor();
  await page.screenshot({ path: `${camera.folder}/46-published-light-wide.png` });
});

test("the chat page", async () => {
  const { page } = desk;
  await remember();
  await take("50-chat-empty", "/chat/it-helpdesk", async (p) => void (await p.getByLabel("Message").waitFor()));
  await page.goto("/chat/it-helpdesk");
  await page.getByLabel("Message").fill(QUESTION);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Yes, thanks" }).waitFor();
  await remember();
  await take("51-chat-answer", "/chat/it-helpdesk", async (p) => void (await p.getByRole("button", { name: "Yes, thanks" }).waitFor()));
  await page.getByRole("button", { name: /No, I need more help/ }).click();
  const form = page.getByRole("form", { name: "IT ticket" });
  await form.waitFor();
  await remember();
  await take("52-chat-form", "/chat/it-helpdesk", async (p) => void (await p.getByRole("form", { name: "IT ticket" }).waitFor()));
  await form.getByLabel("Category").selectOption("network");
  await form.getByLabel("How bad is it?").selectOption("P3");
  await form.getByLabel("What happened?").fill("Error 720 since this morning, on the office Wi-Fi too.");
  await form.getByRole("button", { name: "Open the ticket" }).click();
  await page.locator("[data-ticket]").first().waitFor();
  await remember();
  await chatPicture(browser, state, camera.folder);
  await take("53-chat-ticket", "/chat/it-helpdesk", async (p) => void (await p.locator("[data-ticket]").first().waitFor()));
  await take("54-chat-unknown", "/chat/nothing-here", async (p) => p.getByText("There is no assistant here").waitFor());
  await take("55-chat-sign-in", "/chat/it-helpdesk", undefined, null);
});

test("the other pages", async () => {
  await take("60-home", "/");
  await take("61-flows", "/flows");
  await take("62-new-flow", "/flows", async (p) => {
    await p.getByRole("button", { name: "New flow" }).first().click();
    await p.getByRole("button", { name: "Create" }).click();
  });
  await take("63-runs", "/flows/it-helpdesk/runs", async (p) => void (await p.getByRole("cell").first().waitFor()));
  await take("64-run", "/flows", async (p, isPhone) => {
    await p.getByRole("link", { name: /Done/ }).first().click();
    await p.locator("[data-step]").first().waitFor();
    if (!isPhone) await node(p, "ticket").first().waitFor();
  });
  await take("65-knowledge", "/kb");
  await take("66-base", "/kb/it", async (p) => {
    await p.getByLabel("Question").fill(QUESTION);
    await p.getByRole("button", { name: "Ask", exact: true }).click();
    await p.getByRole("article").first().waitFor();
  });
  await take("67-tools", "/tools");
  await take("68-add-server", "/tools", async (p) => p.getByRole("button", { name: "Add server" }).first().click());
  await take("69-models", "/admin/models", async (p) => {
    await p.getByLabel("Answers come from").selectOption("openai_compatible");
    await p.getByLabel("Address").fill("http://127.0.0.1:9/v1");
    await p.getByRole("textbox", { name: "Model" }).or(p.getByRole("combobox", { name: "Model" })).first().fill("fast");
    await p.getByRole("button", { name: "Save and test" }).click();
    await p.getByText("it does not work yet").waitFor();
  });
  await take("70-users", "/admin/users");
  await take("71-new-user", "/admin/users", async (p) => p.getByRole("button", { name: /user|person/i }).first().click());
  await take("72-audit", "/admin/audit");
  await take("73-me", "/me");
  await take("74-nowhere", "/no/such/page");
  await take("75-ticket-unknown", "/desk/TKT-20200101-00001", async (p) => void (await p.getByRole("alert").waitFor()));
  await take("76-flow-unknown", "/flows/not-there", async (p) => void (await p.getByRole("alert").waitFor()));
  await take("77-run-unknown", "/flows/it-helpdesk/runs/nonsense", async (p) => void (await p.getByRole("alert").waitFor()));
});

test("every page came into its state, and none is wider than its window", () => {
  expect(complaints).toEqual([]);
});
