// How flows come about and change hands: begun, described, imported, drawn with menus, kept beside the draft, published in part.
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Watched } from "../support/browser.ts";
import { model, type Model } from "../support/model.ts";
import { first, GREETING, second } from "./greeting.ts";
import { node, standing, studio, type Studio } from "./studio.ts";

let here: Studio;
let bea: Watched;
let stub: Model;

const FLOW = `${GREETING}-2`;
const editor = `/flows/${FLOW}`;
const take: Studio["take"] = (...shot) => here.take(...shot);
const named = (document: object) => ({ ...document, name: FLOW });

beforeAll(async () => {
  here = await studio();
  stub = await model();
  bea = await here.invite({ name: "Bea Holm", email: "bea@example.org", password: "a long evening by the lake", role: "admin" });
  await here.done("POST", "/flows", { name: FLOW, title: "Polite search", template: "blank" });
  await here.done("PUT", `/flows/${FLOW}/draft`, named(first));
  await here.done("POST", `/flows/${FLOW}/publish`, { message: "First" });
  await here.done("PUT", `/flows/${FLOW}/draft`, named(second.flow));
  await here.done("PUT", `/flows/${FLOW}/layout`, second.layout);
});

afterAll(async () => {
  stub?.close();
  await here?.close();
});

const newFlow = async (page: Page) => {
  await page.getByRole("button", { name: "New flow" }).first().click();
  await page.getByRole("dialog", { name: "New flow" }).waitFor();
};

const WORDS = "Search the knowledge base for an answer. If it does not help, ask how urgent it is and make a ticket.";
const describe = async (page: Page) => {
  await newFlow(page);
  await page.getByRole("radio", { name: "In your words" }).check();
  await page.getByRole("textbox", { name: "What the flow is to do" }).fill(WORDS);
  await page.getByRole("button", { name: "Draw it" }).click();
};

test("a new flow, from a template or from words", async () => {
  await take("140-new-flow", "/flows", newFlow);
  await take("141-new-flow-incomplete", "/flows", async (page) => {
    await newFlow(page);
    await page.getByRole("radio", { name: "Empty flow" }).check();
    await page.getByRole("button", { name: "Create" }).click();
    await page.getByText("Give it a title.").waitFor();
  });
  await take("142-describe-no-model", "/flows", async (page) => {
    await describe(page);
    await page.getByRole("link", { name: "Connect your model" }).waitFor();
    await page.getByRole("link", { name: "Connect your model" }).scrollIntoViewIfNeeded();
  });
});

test("a flow that a model draws", async () => {
  await here.done("PUT", "/admin/models", { provider: "openai_compatible", base_url: stub.address, model: "fast", api_key: "sk-none" });
  stub.say(null);
  await take("143-describe-drawing", "/flows", async (page) => {
    await describe(page);
    await page.getByRole("button", { name: "Stop drawing" }).waitFor();
    await page.getByRole("button", { name: "Stop drawing" }).scrollIntoViewIfNeeded();
  });
  stub.say("I would rather not.");
  await take("144-describe-refused", "/flows", async (page) => {
    await describe(page);
    await page.getByRole("dialog").getByRole("alert").waitFor();
    await page.getByRole("dialog").getByRole("alert").scrollIntoViewIfNeeded();
  });
  const flow = {
    title: "Answers, or makes a ticket",
    input: { type: "object", properties: { message: { type: "string" } } },
    nodes: [
      { id: "search", kind: "kb_search", config: { query: "{{ input.message }}", base: "it" } },
      { id: "urgent", kind: "ask_user", config: { question: "Did this help?\n\n{{ search.passages[0].text }}", options: [{ port: "yes", label: "Yes, thanks" }, { port: "no", label: "No" }] } },
      { id: "ticket", kind: "create_ticket", config: { title: "{{ input.message }}", description: "{{ input.message }}" } },
    ],
    edges: [
      { from: "start", to: "search" },
      { from: "search", to: "urgent" },
      { from: "urgent.no", to: "ticket" },
    ],
  };
  let drawn = 0;
  // Four at once would want the same name.
  stub.say(() => JSON.stringify({ flow: { ...flow, title: `${flow.title} ${(drawn += 1)}` }, made: "It searches the base “it”, shows the best passage and asks whether that helped. If not, it makes a ticket.", missing: ["How urgent it is: say which urgencies you use.", "Who the ticket goes to."] }));
  await take("145-described", "/flows", async (page) => {
    await describe(page);
    await page.locator("[data-described]").waitFor();
    await node(page, "search").waitFor({ state: "attached" });
  });
  await here.done("PUT", "/admin/models", { provider: "offline", api_key: "" });
});

test("a flow of another product", async () => {
  const importing = (file: string, said: RegExp) => async (page: Page) => {
    await newFlow(page);
    await page.getByRole("button", { name: "Import…" }).click();
    await page.getByRole("dialog", { name: "Import a flow" }).waitFor();
    if (!file) return;
    await page.getByLabel("Exported flow").setInputFiles(file);
    await page.getByText(said).first().waitFor();
  };
  await take("150-import", "/flows", importing("", /./));
  await take("151-import-report", "/flows", importing(join(import.meta.dirname, "../../../flow-schema/tests/import/dify-chat-runs.yml"), /carried over, \d+ approximated/));
  await take("152-import-refused", "/flows", importing(join(import.meta.dirname, "vitest.config.ts"), /./));
});

test("what is published, and of whom", async () => {
  const document = (await here.done("GET", `/flows/${FLOW}/draft`)) as { nodes: { id: string; config: { text?: string } }[] };
  const changed = (id: string, text: string) => ({ ...document, nodes: document.nodes.map((one) => (one.id === id ? { ...one, config: { ...one.config, text } } : one)) });
  await here.done("PUT", `/flows/${FLOW}/draft`, changed("say", "{{ find.count }} passages found, {{ state.tone }}"), bea.page);
  const publish = async (page: Page) => {
    const dialog = page.getByRole("dialog", { name: "Publish" });
    await dialog.getByRole("checkbox", { name: /Bea Holm/ }).waitFor();
    await dialog.getByText("The most one run can cost").waitFor();
    return dialog;
  };
  await take("160-publish-authors", `${editor}?dialog=publish`, async (page) => void (await publish(page)));
  await take("161-publish-part", `${editor}?dialog=publish`, async (page) => {
    const dialog = await publish(page);
    await dialog.getByRole("checkbox", { name: /Bea Holm/ }).uncheck();
    await dialog.locator("[data-stays]").waitFor();
    await dialog.getByRole("checkbox", { name: /Bea Holm/ }).scrollIntoViewIfNeeded();
  });
  await here.done("PUT", `/flows/${FLOW}/draft`, changed("words", "One of us asks: {{ input.message }}"), bea.page);
  await take("162-publish-shared", `${editor}?dialog=publish`, async (page) => {
    const dialog = await publish(page);
    await dialog.getByRole("checkbox", { name: /Bea Holm/ }).uncheck();
    await dialog.getByText(/‘words’ was changed by|of ‘words’ was/).waitFor();
  });
});

test("menus on the canvas", async () => {
  const outline = async (page: Page, id: string) => page.getByRole("button", { name: `What can be done with ${id}` }).click();
  const menu = async (page: Page) => page.getByRole("menu").first().waitFor();
  await take("170-menu-node", editor, async (page, isPhone) => {
    await standing("done")(page);
    if (isPhone) await outline(page, "find");
    else await node(page, "find").click({ button: "right" });
    await menu(page);
  });
  await take("171-menu-submenu", editor, async (page, isPhone) => {
    await standing("done")(page);
    if (isPhone) await outline(page, "find");
    else await node(page, "find").click({ button: "right" });
    const more = page.getByRole("menuitem", { name: "Remove a connection" });
    if (isPhone) await more.tap();
    else await more.hover();
    await page.getByRole("menuitem", { name: /louder → find/ }).waitFor();
  });
  const wide = (reach: (page: Page) => Promise<void>) => async (page: Page, isPhone: boolean) => {
    await standing("done")(page);
    if (isPhone) await page.locator("[data-outline]").click({ button: "right", position: { x: 8, y: 640 } });
    else await reach(page);
    await menu(page);
  };
  await take("172-menu-connection", editor, wide(async (page) => {
    const at = await page.locator('[data-edge="find->say"]').first().boundingBox();
    if (!at) throw new Error("the connection is not in sight");
    await page.mouse.click(at.x + at.width / 2, at.y + at.height / 2, { button: "right" });
  }));
  await take("173-menu-canvas", editor, wide((page) => page.locator(".react-flow__pane").click({ button: "right", position: { x: 300, y: 560 } })));
  await take("174-menu-note", editor, wide((page) => page.locator("[data-note-id]").first().click({ button: "right" })));
  await take("175-menu-several", editor, wide(async (page) => {
    await node(page, "words").click();
    await node(page, "louder").click({ modifiers: ["Shift"] });
    await node(page, "louder").click({ button: "right" });
  }));
  await take("176-menu-group", editor, wide((page) => page.getByRole("button", { name: "Polite words" }).first().click({ button: "right" })));
});

test("dialogs of the canvas", async () => {
  const keyed = (id: string, keys: string, dialog: string | RegExp) => async (page: Page) => {
    await standing("done")(page);
    await node(page, id).focus();
    await page.keyboard.press(keys);
    await page.getByRole("dialog", { name: dialog }).waitFor();
  };
  await take("180-breakpoint", editor, keyed("find", "b", "Stop at ‘find’"));
  await take("181-pin", editor, keyed("find", "p", "Pin ‘find’"));
  await take("182-sub-flow", editor, async (page, isPhone) => {
    await standing("done")(page);
    if (isPhone) return;
    await node(page, "find").click();
    await node(page, "find").click({ button: "right" });
    await page.getByRole("menuitem", { name: /Make a sub-flow/ }).click();
    await page.getByRole("dialog", { name: /Make a sub-flow/ }).waitFor();
  });
  await take("183-comments", `${editor}?panel=comments`, async (page) => {
    await page.getByText("Nothing to settle.").waitFor();
  });
});

test("branches", async () => {
  await here.done("POST", `/flows/${FLOW}/branches`, { name: "shorter-answers" });
  const draft = (await here.done("GET", `/flows/${FLOW}/draft`)) as { nodes: { id: string; config: { text?: string } }[] };
  const saying = (say: string, words: string) => ({ ...draft, nodes: draft.nodes.map((one) => (one.id === "say" || one.id === "words" ? { ...one, config: { text: one.id === "say" ? say : words } } : one)) });
  await here.done("PUT", `/flows/${FLOW}/draft?branch=shorter-answers`, saying("{{ find.count }} found", "Asked: {{ input.message }}"));
  const on = `${editor}?branch=shorter-answers`;
  const bar = (page: Page) => page.getByRole("region", { name: "Branch" });
  await take("190-branches", editor, async (page) => {
    await standing("done")(page);
    await page.getByRole("button", { name: "Draft", exact: true }).click();
    await page.getByRole("link", { name: /shorter-answers/ }).waitFor();
  });
  await take("191-on-branch", on, async (page) => {
    await standing("done")(page);
    await bar(page).waitFor();
  });
  await take("192-save-to-git", on, async (page) => {
    await bar(page).getByRole("button", { name: "Save to Git…" }).click();
    await page.getByRole("dialog", { name: "Save to Git" }).waitFor();
  });
  await take("193-delete-branch", on, async (page) => {
    await standing("done")(page);
    await page.getByRole("button", { name: "shorter-answers", exact: true }).click();
    await page.getByRole("button", { name: "Delete the branch shorter-answers" }).click();
    await page.getByRole("dialog", { name: "Delete the branch shorter-answers?" }).waitFor();
  });
  await here.done("PUT", `/flows/${FLOW}/draft`, saying("There are {{ find.count }}, said {{ state.tone }}", "A colleague asks: {{ input.message }}"));
  await take("194-merge", `${editor}/versions?base=draft&head=branch:shorter-answers`, async (page) => {
    await page.getByRole("region", { name: "Merge" }).getByText(/has changes that/).waitFor();
  });
  await take("195-merge-conflict", `${editor}/versions?base=draft&head=branch:shorter-answers`, async (page) => {
    await page.getByRole("button", { name: "Merge into the draft" }).click();
    await page.getByRole("dialog", { name: "Both changed the same" }).waitFor();
  });
});

test("versions and where they run", async () => {
  await here.done("POST", `/flows/${FLOW}/publish`, { message: "Says how many passages were found" });
  const versions = `${editor}/versions`;
  const press = (button: string | RegExp, said: string | RegExp) => async (page: Page) => {
    await page.getByRole("button", { name: button }).first().click();
    await page.getByRole("dialog").getByText(said).first().waitFor();
  };
  await take("200-versions", versions, async (page) => void (await page.getByRole("region", { name: "Environments" }).waitFor()));
  await take("201-move", versions, async (page) => {
    await press("Move Production to another version", "Try another version on some")(page);
    await page.getByLabel("Try another version on some").selectOption("1");
    await page.getByLabel("Percent of new conversations").fill("25");
    await page.getByText("About 1 in 4 new conversations gets version 1").waitFor();
  });
  await take("202-roll-back", versions, press("Roll back Production", "has everything it needs here"));
  await take("203-restore", versions, press("Restore version 1 as draft", "What it replaces in the draft"));
  await take("204-look-at-version", `${editor}?version=1`, standing("done"));
});

test("every picture shows what it is to show", () => {
  expect(here.complaints).toEqual([]);
});
