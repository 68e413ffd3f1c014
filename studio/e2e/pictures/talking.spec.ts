// What people say to a flow and about it, what they decide, and what each of them sees first.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ADMIN } from "../support/browser.ts";
import { draw } from "../support/flow.ts";
import { standing, studio, type Studio } from "./studio.ts";

let here: Studio;
const ASKS = "laptop-order";
const FILES = "screen-shots";
const WAITS = "holiday-request";

const take: Studio["take"] = (...shot) => here.take(...shot);

const log = { name: "vpn-client-2026-11-26-with-a-long-name.log", mimeType: "text/plain", buffer: Buffer.from("no carrier\n") };
const program = { name: "setup.png", mimeType: "image/png", buffer: Buffer.from("MZ\x90\0 this is a program") };

beforeAll(async () => {
  here = await studio();
  const { page } = here;
  const details = { Device: "Laptop 14 inch, 32 GB", Price: "1,200 €", "Cost centre": "4711", Reason: "{{ input.message }}" };
  await draw(page, ASKS, {
    nodes: [
      { id: "decide", kind: "approval", config: { title: "Order a laptop?", details, approvers: [{ email: ADMIN.email }] } },
      { id: "yes", kind: "reply", config: { text: "It is ordered and comes on **Thursday**." } },
      { id: "no", kind: "reply", config: { text: "Not this year, sorry." } },
    ],
    edges: [
      { from: "start", to: "decide" },
      { from: "decide.approved", to: "yes" },
      { from: "decide.rejected", to: "no" },
    ],
  });
  await draw(page, WAITS, {
    nodes: [
      { id: "decide", kind: "approval", config: { title: "Ten days off in August?", details: { Days: "10" }, approvers: [{ email: ADMIN.email }], timeout: "1s" } },
      { id: "late", kind: "reply", config: { text: "Nobody decided in time; please ask again." } },
    ],
    edges: [
      { from: "start", to: "decide" },
      { from: "decide.timeout", to: "late" },
    ],
  });
  await draw(page, FILES, { nodes: [{ id: "say", kind: "reply", config: { text: "Thank you, I have your files." } }], edges: [{ from: "start", to: "say" }] });
  for (const flow of [ASKS, WAITS, FILES]) await here.done("POST", `/flows/${flow}/publish`, { message: "First" });
});

afterAll(() => here?.close());

interface Sent {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** The browser of whoever talks keeps which conversation is open. */
const kept = () => here.page.context().storageState();

const say = async (flow: string, words: string) => {
  const { page } = here;
  await page.goto(`/chat/${flow}`);
  await page.getByRole("textbox", { name: "Message" }).fill(words);
  await page.keyboard.press("Enter");
};

test("an approval in the conversation that asks for it", async () => {
  const { page } = here;
  const card = (p: Page) => p.locator("[data-approval]").last();
  await say(ASKS, "My laptop is five years old and its battery is gone.");
  await card(page).getByRole("button", { name: "Approve…" }).waitFor();
  await take("210-approval", `/chat/${ASKS}`, async (p) => void (await card(p).waitFor()), await kept());
  await take("211-approval-rejecting", `/chat/${ASKS}`, async (p) => {
    await card(p).getByRole("button", { name: "Reject…" }).click();
    await card(p).getByLabel("Comment").waitFor();
  }, await kept());
  await card(page).getByRole("button", { name: "Approve…" }).click();
  await card(page).getByLabel("Comment").fill("Within the budget; the old one goes to the store.");
  await card(page).getByRole("button", { name: "Approve", exact: true }).click();
  await page.getByText("It is ordered and comes on").first().waitFor();
  await page.locator("[data-approval][data-status=approved]").waitFor();
  await take("212-approval-approved", `/chat/${ASKS}`, async (p) => void (await p.locator("[data-approval][data-status=approved]").waitFor()), await kept());
  await say(ASKS, "And a second one for my desk at home?");
  await page.locator("[data-approval][data-status=pending]").getByRole("button", { name: "Reject…" }).click();
  await card(page).getByLabel("Comment").fill("One each, please.");
  await card(page).getByRole("button", { name: "Reject", exact: true }).click();
  await page.locator("[data-approval][data-status=rejected]").waitFor();
  await take("213-approval-history", `/chat/${ASKS}`, async (p) => void (await p.locator("[data-approval][data-status=rejected]").waitFor()), await kept());
  await say(WAITS, "May I take ten days off in August?");
  await page.getByText("Nobody decided in time; please ask again.").first().waitFor({ timeout: 60_000 });
  await page.locator("[data-approval][data-status=timeout]").waitFor();
  await take("214-approval-expired", `/chat/${WAITS}`, async (p) => void (await p.locator("[data-approval][data-status=timeout]").waitFor()), await kept());
  await take("215-approvals-all", "/desk/approvals", async (p) => {
    await p.getByLabel("Which approvals").selectOption("all");
    await p.locator("[data-approval]").nth(2).waitFor();
  });
  await take("216-approvals-none", "/desk/approvals", async (p) => {
    await p.getByLabel("Which approvals").selectOption("cancelled");
    await p.getByText("None is like that").waitFor();
  });
});

test("files in the chat", async () => {
  const { page } = here;
  const picture = { name: "error message.png", mimeType: "image/png", buffer: await page.screenshot() };
  const add = (...files: Sent[]) => async (p: Page) => {
    await p.getByRole("textbox", { name: "Message" }).waitFor();
    await p.getByRole("button", { name: "Add files" }).click();
    await p.locator("input[type=file][multiple]").setInputFiles(files);
  };
  await take("220-files-rules", `/chat/${FILES}`, async (p) => {
    await p.getByRole("textbox", { name: "Message" }).waitFor();
    await p.getByRole("button", { name: "Add files" }).click();
    await p.getByText(/Up to 10 MB each/).waitFor();
  });
  await take("221-files-picked", `/chat/${FILES}`, async (p) => {
    await add(picture, log)(p);
    await p.locator("[data-file=there]").nth(1).waitFor();
  });
  await take("222-files-refused", `/chat/${FILES}`, async (p) => {
    await add(program, log)(p);
    await p.getByText(/this is no file that can be sent here/i).waitFor();
  });
  await page.goto(`/chat/${FILES}`);
  await add(picture, log)(page);
  await page.locator("[data-file=there]").nth(1).waitFor();
  await page.getByRole("textbox", { name: "Message" }).fill("This is what it says.");
  await page.keyboard.press("Enter");
  await page.getByText("Thank you, I have your files.").first().waitFor();
  await take("223-files-sent", `/chat/${FILES}`, async (p) => void (await p.getByText("Thank you, I have your files.").first().waitFor()), await kept());
  await take("224-feedback", `/chat/${FILES}`, async (p) => {
    await p.getByRole("button", { name: /not helpful|Not helpful|No/i }).first().click();
    await p.getByRole("button", { name: "Wrong" }).or(p.getByText("Wrong", { exact: true })).first().waitFor();
  }, await kept());
  await take("225-chat-menu", `/chat/${FILES}`, async (p) => {
    await p.getByRole("button", { name: "Menu" }).click();
    await p.getByRole("button", { name: "Earlier conversations" }).waitFor();
  });
  await take("226-earlier", `/chat/${FILES}`, async (p) => {
    await p.getByRole("button", { name: "Menu" }).click();
    await p.getByRole("button", { name: "Earlier conversations" }).click();
    await p.getByText("This is what it says.").first().waitFor();
  });
});

test("comments", async () => {
  const thread = await here.done("POST", `/flows/${ASKS}/comments`, { text: "Should this not be the **team lead**?\n\n- they know the budget\n- they answer faster", node: "decide" });
  await here.done("POST", `/flows/${ASKS}/comments`, { text: "Shorter, please.", node: "yes" });
  await take("230-comments", `/flows/${ASKS}?panel=comments`, async (p) => void (await p.getByText("Shorter, please.").waitFor()));
  await take("231-comment-reply", `/flows/${ASKS}?comment=${String(thread.id)}`, async (p) => {
    await p.getByRole("list", { name: "Comments" }).getByRole("button", { name: "Reply" }).first().click();
    await p.getByRole("combobox", { name: "Reply" }).fill("Yes, and");
  });
  await take("232-outline-comments", `/flows/${ASKS}?view=outline`, standing("yes"));
});

test("home, by what one may do", async () => {
  const password = "a long evening by the lake";
  for (const [at, role] of ["end_user", "agent", "team_lead", "readonly"].entries()) {
    const { context } = await here.invite({ name: `${["Emil", "Anna", "Tom", "Rita"][at]} Lind`, email: `${role}@example.org`, password, role });
    await take(`24${at}-home-${role.replace("_", "-")}`, "/", async (p) => void (await p.getByRole("heading", { name: /Hello/ }).waitFor()), await context.storageState());
    await context.close();
  }
  await take("244-home-administrator", "/", async (p) => void (await p.getByRole("heading", { name: "Operation" }).waitFor()));
});

test("settings", async () => {
  await take("250-git", "/admin/git", async (p) => void (await p.getByLabel("Address of the repository").waitFor()));
  await take("251-git-refused", "/admin/git", async (p) => {
    await p.getByLabel("Address of the repository").fill("ftp://example.org/flows");
    await p.getByRole("button", { name: "Save" }).click();
    await p.locator("[aria-invalid=true]").first().waitFor();
  });
  await take("252-new-base", "/kb", async (p) => {
    await p.getByRole("button", { name: "New base" }).first().click();
    await p.getByRole("dialog").waitFor();
  });
  await take("253-add-user", "/admin/users", async (p) => {
    await p.getByRole("button", { name: "Add user" }).first().click();
    await p.getByRole("dialog", { name: "Add user" }).waitFor();
  });
});

test("a run, a fork of it, and a move to another version", async () => {
  const { page } = here;
  const flow = "asks-first";
  const asks = (question: string, first: object[] = []) => ({
    nodes: [...first, { id: "words", kind: "template", config: { text: "Dear {{ input.message }}" } }, { id: "ask", kind: "ask_user", config: { question, options: [{ port: "yes", label: "Yes" }] } }, { id: "done", kind: "end", config: { output: { ok: true } } }],
    edges: [...(first.length > 0 ? [{ from: "start", to: "look" }, { from: "look", to: "words" }] : [{ from: "start", to: "words" }]), { from: "words", to: "ask" }, { from: "ask.yes", to: "done" }],
  });
  await draw(page, flow, asks("Did it help?"));
  await here.done("POST", `/flows/${flow}/publish`, { message: "First" });
  const { id } = await here.done("POST", `/flows/${flow}/runs?wait=20`, { input: { message: "VPN" } });
  await here.done("PUT", `/flows/${flow}/draft`, { format: "flowright/1", name: flow, title: flow, ...asks("Is it solved now?", [{ id: "look", kind: "kb_search", config: { query: "vpn", base: "it" } }]) });
  await here.done("POST", `/flows/${flow}/publish`, { message: "Looks into the base first" });
  const run = `/flows/${flow}/runs/${String(id)}`;
  const steps = async (p: Page) => void (await p.locator("[data-step]").first().waitFor());
  await take("260-run-waiting", run, steps);
  await take("261-move-run", run, async (p) => {
    await p.getByRole("button", { name: "Move to another version…" }).click();
    await p.getByRole("dialog").locator("[data-migration='2']").waitFor();
  });
  await take("262-fork", run, async (p) => {
    await steps(p);
    await p.getByRole("button", { name: "Fork…" }).click();
    await p.getByRole("dialog", { name: /Fork after/ }).waitFor();
  });
  const broken = await here.done("POST", `/flows/${flow}/runs`, { input: { message: "VPN" }, version: "draft", pins: { look: [{ error: { code: "upstream", message: "The desk does not answer", retryable: false } }] } });
  await take("263-run-failed", `/flows/${flow}/runs/${String(broken.id)}`, async (p) => void (await p.getByText("The desk does not answer").first().waitFor()));
});

test("every picture shows what it is to show", () => {
  expect(here.complaints).toEqual([]);
});
