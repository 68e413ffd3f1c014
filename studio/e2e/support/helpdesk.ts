// Something of everything that pages show: a published helpdesk with a conversation, a ticket, runs, a test and a comment.
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { ADMIN } from "./browser.ts";
import { draw, send } from "./flow.ts";

export interface Helpdesk {
  flow: string;
  /** A flow with an approval that is waited for, and a run that failed. */
  asking: string;
  /** A draft that cannot be published, and that nobody has run. */
  broken: string;
  conversation: string;
  ticket: string;
  run: string;
  test: string;
  failed: string;
  other: string;
}

async function post<T>(page: Page, path: string, body: object): Promise<T> {
  const answer = await send(page, "POST", path, body);
  expect(answer.status, `${path}: ${answer.text}`).toBeLessThan(300);
  return JSON.parse(answer.text) as T;
}

/** A question that was not answered well enough, told to the assistant on its page. */
async function askForTicket(page: Page, flow: string): Promise<string> {
  await page.goto(`/chat/${flow}`);
  await page.getByLabel("Message").fill("My VPN does not connect");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "No, I need more help" }).click();
  const form = page.getByRole("form", { name: "IT ticket" });
  await form.getByLabel("Category").selectOption("network");
  await form.getByLabel("How bad is it?").selectOption("P3");
  await form.getByRole("button", { name: "Open the ticket" }).click();
  return (await page.locator("[data-ticket]").first().getAttribute("data-ticket")) ?? "";
}

export async function helpdesk(page: Page, stamp: string): Promise<Helpdesk> {
  const [flow, asking, broken] = [`heard-${stamp}`, `asked-${stamp}`, `broken-${stamp}`];
  await post(page, "/flows", { name: flow, title: "Helpdesk", template: "it-helpdesk" });
  await post(page, `/flows/${flow}/publish`, { message: "First" });
  await draw(page, asking, {
    nodes: [
      { id: "look", kind: "kb_search", config: { query: "laptop", base: "it" } },
      { id: "decide", kind: "approval", config: { title: "A new laptop?", details: { Price: "1,200 €" }, approvers: [{ email: ADMIN.email }] } },
      { id: "yes", kind: "reply", config: { text: "It is ordered." } },
      { id: "no", kind: "reply", config: { text: "Not this year." } },
    ],
    edges: [
      { from: "start", to: "look" },
      { from: "look", to: "decide" },
      { from: "decide.approved", to: "yes" },
      { from: "decide.rejected", to: "no" },
    ],
  });
  await draw(page, broken, { nodes: [{ id: "say", kind: "reply", config: { text: "{{ word.text }}" } }], edges: [{ from: "start", to: "say" }] });
  const ticket = await askForTicket(page, flow);
  const listed = await send(page, "GET", `/runs?flow=${flow}`);
  const [first] = (JSON.parse(listed.text) as { data: { id: string; conversation_id: string }[] }).data;
  if (!first) throw new Error("the conversation made no run");
  const start = (name: string, body: object) => post<{ id: string }>(page, `/flows/${name}/runs`, { input: { message: "My VPN does not connect" }, ...body });
  const other = await start(flow, {});
  await start(asking, { version: "draft" });
  const pins = { look: [{ error: { code: "upstream", message: "The desk does not answer", retryable: false } }] };
  const failed = await start(asking, { version: "draft", pins });
  const test = await post<{ name: string }>(page, `/runs/${first.id}/test`, { name: "ends-as-it-did", title: "Ends as it did" });
  await post(page, `/flows/${flow}/comments`, { text: "Shorter, please", node: "answer" });
  const draft = JSON.parse((await send(page, "GET", `/flows/${flow}/draft`)).text) as { nodes: { id: string; config: object }[] };
  const nodes = draft.nodes.map((node) => (node.id === "glad" ? { ...node, config: { text: "Glad to hear that." } } : node));
  expect((await send(page, "PUT", `/flows/${flow}/draft`, { ...draft, nodes })).status).toBe(200);
  return { flow, asking, broken, conversation: first.conversation_id, ticket, run: first.id, other: other.id, failed: failed.id, test: test.name };
}
