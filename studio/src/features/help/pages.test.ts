import { i18n } from "@lingui/core";
import { afterEach, expect, test } from "vitest";
import { CODES, loadPage, parsePage } from "./pages";

afterEach(() => i18n.loadAndActivate({ locale: "en", messages: {} }));

test("every code has a page that says what it means, and a right example wherever there is a wrong one", async () => {
  expect(CODES.length).toBeGreaterThan(70);
  for (const code of CODES) {
    const page = await loadPage(code);
    expect(page?.title, code).toBeTruthy();
    expect(page?.explanation, code).toBeTruthy();
    expect(page?.right === null, code).toBe(page?.wrong === null);
    if (page?.wrong) expect([page.cause, page.mend].every(Boolean), code).toBe(true);
    // What is right can always be drawn.
    if (page?.right) expect(page.right.flow, code).not.toBeNull();
  }
});

test("the cause names the node that the picture marks", async () => {
  const page = await loadPage("FR035");
  expect(page).toMatchObject({ isError: false, node: "say", wrong: { flow: { name: "example" } } });
});

test("what is no flow is shown as it is written", () => {
  const page = parsePage("FR001", "# FR001: Not JSON\n\n**Error.** No.\n\n## Wrong\n\n```json\n{ nothing\n```\n");
  expect(page).toMatchObject({ isError: true, wrong: { text: "{ nothing", flow: null }, right: null });
});

test("a code that there is none of has no page", async () => {
  expect(await loadPage("FR999")).toBeNull();
});

test("a page explains its code, and quotes the check, in the reader’s language", async () => {
  i18n.loadAndActivate({ locale: "de", messages: {} });
  expect(await loadPage("FR011")).toMatchObject({
    explanation: "Ohne diese Einstellung kann der Knoten seine Arbeit nicht tun.",
    cause: "‚Wissensbasis‘ ist nicht eingestellt (`kb`, `/config/base`).",
    mend: "‚Wissensbasis‘ (base) ausfüllen.",
    node: "kb",
    language: undefined,
  });
  const pages = await Promise.all(CODES.map(loadPage));
  expect(pages.filter((page) => page?.language === "en").map((page) => page?.code)).toEqual([]);
});
