// Every page of the product, and what opens on it.
import type { Page } from "playwright-core";
import type { Helpdesk } from "./helpdesk.ts";

export interface Place {
  path: string;
  /** What it is in, beyond its address. */
  state?: string;
  /** Leads to it; waits for what shows that it is there. */
  reach?: (page: Page) => Promise<unknown>;
  /** The answers of the server are these instead. */
  answers?: Record<string, { status?: number; body: object }>;
  /** What only a wide screen has. */
  wide?: true;
  /** Seen by who has not signed in. */
  stranger?: true;
}

const NONE = { body: { data: [], links: { self: "" }, meta: { page: 1, limit: 20, total: 0, total_pages: 0 } } };
const BROKEN = { status: 503, body: { type: "about:blank", title: "Unavailable", status: 503, detail: "The database does not answer." } };
const talking = { conversation_id: "01a00000-0000-7000-8000-000000000001", flow: "it-helpdesk", title: "VPN", name: "Ida Moser", last: "Is anybody there?", reason: "", since: "2026-01-01T10:00:00Z", wished: true, person_id: null, person_name: null, state: "waiting" };
const TALKING = [talking, { ...talking, conversation_id: "01a00000-0000-7000-8000-000000000002", state: "with", person_id: "01a00000-0000-7000-8000-000000000003", person_name: "Tom Berg" }];

const text = (words: string | RegExp) => (page: Page) => page.getByText(words).first().waitFor();
const dialog = (name: string | RegExp) => (page: Page) => page.getByRole("dialog", { name }).waitFor();
const press = (button: string | RegExp, name: string | RegExp) => async (page: Page) => {
  await page.getByRole("button", { name: button }).first().click();
  await dialog(name)(page);
};
const tab = (name: string) => async (page: Page) => {
  await page.getByRole("tab", { name, exact: true }).click();
  await page.getByRole("tabpanel", { name, exact: true }).waitFor();
};
/** A phone shows them in place of the chat. */
const steps = async (page: Page) => {
  const first = page.locator("[data-step]").first();
  const toggle = page.getByRole("button", { name: "Steps", exact: true });
  await first.or(toggle).first().waitFor({ state: "attached" });
  if (await toggle.isVisible()) await toggle.click();
  await first.waitFor();
};
const fresh = async (page: Page) => {
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("button", { name: "New conversation" }).click();
  await text("what can I help with?")(page);
};
const key = (name: string, then: (page: Page) => Promise<unknown>) => async (page: Page) => {
  await page.locator("[data-node-id]").or(page.getByRole("treegrid", { name: "Steps of the flow" })).first().waitFor();
  await page.keyboard.press(name);
  await then(page);
};

const editor = ({ flow, asking, broken, run }: Helpdesk): Place[] => [
  { path: `/flows/${flow}` },
  { path: `/flows/${flow}?view=outline` },
  ...["Set up", "Data", "Errors", "Test", "Notes"].map((name) => ({ path: `/flows/${flow}?node=answer&run=${run}`, state: `inspector, ${name}`, reach: tab(name) })),
  { path: `/flows/${flow}?node=start`, state: "what it is given", reach: tab("Input") },
  { path: `/flows/${flow}?node=details`, state: "a form" },
  { path: `/flows/${flow}?panel=run`, state: "nothing run yet" },
  { path: `/flows/${flow}?panel=run&run=${run}`, state: "a run", reach: steps },
  { path: `/flows/${flow}?panel=tests`, reach: (page) => page.locator("[data-test=ends-as-it-did]").waitFor() },
  { path: `/flows/${flow}?panel=comments`, reach: text("Shorter, please") },
  { path: `/flows/${flow}?panel=history`, reach: text("First") },
  { path: `/flows/${flow}?panel=problems` },
  { path: `/flows/${broken}?panel=problems&node=say`, state: "with an error", reach: (page) => page.locator("[data-finding]").first().waitFor({ state: "attached" }) },
  { path: `/flows/${asking}?panel=comments`, state: "no comment" },
  { path: `/flows/${flow}?dialog=publish`, reach: (page) => page.getByRole("dialog", { name: "Publish" }).getByText(/‘glad’|node changed/).first().waitFor() },
  { path: `/flows/${flow}`, state: "all commands", reach: key("Control+k", dialog("All commands")) },
  { path: `/flows/${flow}`, state: "find", reach: key("Control+f", async (page) => {
    await page.getByLabel("Find in titles, prompts, expressions and notes").fill("helped");
    await page.getByRole("list", { name: "Hits" }).waitFor();
  }) },
  { path: `/flows/${flow}`, state: "keyboard help", wide: true, reach: key("?", dialog("Keyboard")) },
];

const aroundFlow = ({ flow, asking, broken, run, other, failed, test }: Helpdesk): Place[] => [
  { path: `/flows/${flow}/runs`, reach: (page) => page.getByRole("region", { name: "Runs" }).getByRole("link").first().waitFor() },
  { path: `/flows/${flow}/runs?status=cancelled`, state: "none like that", reach: text("No run is like that") },
  { path: `/flows/${broken}/runs`, state: "none yet" },
  { path: `/flows/${flow}/runs/${run}`, reach: (page) => page.getByRole("list", { name: "Steps of the run" }).waitFor() },
  { path: `/flows/${flow}/runs/${run}?node=answer`, state: "a step" },
  { path: `/flows/${asking}/runs/${failed}`, state: "failed", reach: text("The desk does not answer") },
  { path: `/flows/${flow}/runs/compare?a=${run}&b=${other}`, reach: text("Node by node") },
  { path: `/flows/${flow}/runs/compare`, state: "none chosen", reach: text("Choose two runs") },
  { path: `/flows/${flow}/tests`, reach: (page) => page.locator(`[data-test=${test}]`).waitFor() },
  { path: `/flows/${broken}/tests`, state: "none yet", reach: text("No tests yet") },
  { path: `/flows/${flow}/versions`, reach: (page) => page.getByRole("region", { name: "Environments" }).waitFor() },
  { path: `/flows/${broken}/versions`, state: "none yet" },
  { path: `/flows/${flow}/versions?base=1&head=draft`, state: "compared", reach: text("1 node changed") },
  { path: `/flows/${flow}/versions`, state: "which version runs", reach: press("Move Production to another version", /which version runs/) },
  { path: `/flows/${flow}/channels`, reach: (page) => page.getByRole("img", { name: "QR code of the chat page" }).waitFor() },
  { path: `/flows/${broken}/channels`, state: "not published" },
];

const rest = ({ flow, ticket, conversation }: Helpdesk): Place[] => [
  { path: "/" },
  { path: "/", state: "notices", reach: (page) => page.getByRole("button", { name: /^Notices/ }).click().then(() => page.getByRole("heading", { name: "Notices" }).waitFor()) },
  { path: "/", state: "search", reach: async (page) => {
    await page.keyboard.press("Control+k");
    await dialog("Search")(page);
    await page.keyboard.type("vpn");
    await page.getByRole("group", { name: "Articles" }).getByRole("option").first().waitFor();
  } },
  { path: "/welcome?from=help" },
  { path: "/flows", reach: text(/^published v/) },
  { path: "/flows?q=no-such-flow", state: "none like that", reach: text("No flow is called that") },
  { path: "/flows", state: "none", answers: { "/flows": NONE }, reach: text("No flow yet") },
  { path: "/flows", state: "out of reach", answers: { "/flows": BROKEN }, reach: (page) => page.getByRole("button", { name: "Try again" }).first().waitFor() },
  { path: "/flows", state: "new", reach: press("New flow", "New flow") },
  { path: "/flows", state: "import", reach: (page) => press("New flow", "New flow")(page).then(() => press("Import…", "Import a flow")(page)) },
  { path: "/desk", reach: (page) => page.locator(`[data-ticket="${ticket}"]`).first().waitFor() },
  { path: "/desk?q=no-such-ticket", state: "none like that", reach: text("No ticket matches") },
  { path: "/desk", state: "none", answers: { "/tickets": NONE }, reach: text("No ticket yet") },
  { path: "/desk/approvals", reach: text("A new laptop?") },
  { path: "/desk/approvals", state: "none", answers: { "/approvals": NONE }, reach: text("Nothing to decide") },
  { path: "/help/checks", reach: (page) => page.getByRole("list", { name: "Codes" }).waitFor() },
  { path: "/help/checks/FR035", reach: (page) => page.getByRole("region", { name: "Right" }).waitFor() },
  { path: "/help/checks/FR999", state: "no such code", reach: text("There is no code FR999") },
  { path: "/desk/live", state: "none", reach: text("Nobody waits") },
  { path: "/desk/live", state: "two talk", answers: { "/desk/live": { body: { data: TALKING } } }, reach: text("with Tom Berg") },
  { path: `/desk/${ticket}`, reach: (page) => page.getByRole("button", { name: "Assign to me" }).waitFor() },
  { path: "/kb", reach: (page) => page.getByText(/\d documents/).first().waitFor() },
  { path: "/kb", state: "none", answers: { "/kb/bases": NONE }, reach: text("No knowledge base yet") },
  { path: "/kb", state: "new", reach: press("New base", "New knowledge base") },
  { path: "/kb/it", reach: (page) => page.getByRole("row").nth(1).waitFor() },
  { path: "/kb/it", state: "an article", reach: async (page) => {
    await page.getByLabel("Question").fill("My VPN does not connect");
    await page.keyboard.press("Enter");
    await page.getByRole("article").first().getByRole("link").click();
    await page.locator("[data-cited]").first().waitFor();
  } },
  { path: "/tools", reach: (page) => page.getByRole("row").nth(1).waitFor() },
  { path: "/tools", state: "a new server", reach: press("Add server", "Add an MCP server") },
  ...["models", "desk", "git", "users", "audit"].map((section) => ({ path: `/admin/${section}` })),
  { path: "/admin/users", state: "a new user", reach: press("Add user", "Add user") },
  { path: "/me" },
  { path: "/no/such/page", reach: text("There is no such page") },
  { path: `/chat/${flow}`, reach: fresh },
  { path: `/chat/${flow}?conversation=${conversation}`, state: "a conversation" },
  { path: `/chat/${flow}`, state: "menu", reach: (page) => page.getByRole("button", { name: "Menu" }).click().then(() => page.getByRole("button", { name: "Earlier conversations" }).waitFor()) },
  { path: "/chat/no-such-assistant" },
  { path: "/portal", reach: (page) => page.getByRole("list", { name: "My tickets" }).waitFor() },
  { path: "/portal", state: "none", answers: { "/tickets": NONE, "/conversations": NONE, "/assistants": NONE }, reach: text("You have no tickets") },
  { path: "/login", stranger: true, reach: (page) => page.getByRole("button", { name: "Sign in" }).waitFor() },
  { path: "/portal", state: "to sign in", stranger: true, reach: (page) => page.getByRole("button", { name: "Sign in" }).waitFor() },
  { path: "/setup?token=used", stranger: true, reach: text("This link is used up") },
];

export const places = (made: Helpdesk): Place[] => [...rest(made), ...editor(made), ...aroundFlow(made)];
