// The Studio and the chat page in other languages: chosen by the browser or by the reader, kept, and complete.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { violations } from "./support/axe.ts";
import { BASE, launch, open, picture, signIn, type Watched } from "./support/browser.ts";
import { draw, send } from "./support/flow.ts";

const LANGUAGES = ["de", "pl", "es"] as const;
type Language = (typeof LANGUAGES)[number];

const catalogue = (language: Language) => JSON.parse(readFileSync(join(import.meta.dirname, `../src/i18n/catalogues/${language}.json`), "utf8")) as Record<string, string>;

const PAGES = ["/", "/welcome?from=help", "/flows", "/flows/languages", "/flows/languages?panel=problems", "/flows/languages?node=answer", "/flows/languages/runs", "/flows/languages/versions", "/flows/languages/tests", "/flows/languages/channels", "/desk", "/desk/approvals", "/desk/live", "/help/checks/FR035", "/kb", "/kb/it", "/tools", "/admin/models", "/admin/desk", "/admin/git", "/admin/users", "/admin/audit", "/me", "/no/such/page", "/chat/languages", "/portal"];

let browser: Browser;
let state: Awaited<ReturnType<BrowserContext["storageState"]>>;

beforeAll(async () => {
  browser = await launch();
  const { context, page } = await open(browser);
  await signIn(page);
  await publish(page);
  state = await context.storageState();
  await context.close();
});

afterAll(async () => {
  await browser?.close();
});

/** A flow of our own, published, so that it has versions and a chat page. */
async function publish(page: Page): Promise<void> {
  const made = await send(page, "POST", "/flows", { name: "languages", title: "Languages", template: "it-helpdesk" });
  expect(made.status, made.text).toBe(201);
  const published = await send(page, "POST", "/flows/languages/publish", { message: "for the languages" });
  expect(published.status, published.text).toBe(201);
}

async function reading(language: string, options: Parameters<typeof open>[1] = {}): Promise<Watched> {
  const watched = await open(browser, { state, ...options });
  await watched.context.addInitScript((locale) => localStorage.setItem("flowright.locale", locale), language);
  return watched;
}

/** Something stands on the page, and nothing is being loaded any more, in whatever language. */
async function settled({ page }: Watched): Promise<void> {
  await page.waitForFunction(() => document.querySelector("#root :is(h1, h2, form, [data-node-id])") !== null && document.querySelector("[role=status] .animate-spin") === null);
}

test("the language is chosen in Me, stays after a reload, and goes back to the browser’s", async () => {
  const watched = await open(browser, { state });
  const { page } = watched;
  await page.goto("/me");
  await page.getByLabel("Language").selectOption("de");
  await page.getByLabel("Sprache").waitFor();
  expect(await page.locator("html").getAttribute("lang")).toBe("de");
  await page.reload();
  await page.getByRole("button", { name: "Abmelden" }).first().waitFor();
  await page.getByLabel("Sprache").selectOption("");
  await page.getByLabel("Language").waitFor();
  expect(await page.locator("html").getAttribute("lang")).toBe("en");
  expect(watched.complaints).toEqual([]);
  await watched.context.close();
});

test("a browser that asks for a language gets it, and may choose on the sign-in page", async () => {
  const context = await browser.newContext({ baseURL: BASE, locale: "es-MX" });
  const page = await context.newPage();
  await page.goto("/login");
  await page.getByRole("button", { name: "Iniciar sesión" }).waitFor();
  expect(await page.locator("html").getAttribute("lang")).toBe("es");
  await page.getByLabel("Idioma").selectOption("pl");
  await page.getByRole("button", { name: "Zaloguj się" }).waitFor();
  expect(await violations(page)).toEqual([]);
  await context.close();
});

test("dates, numbers and plurals are those of the language", async () => {
  const words = { de: /vor \d+ (Sekunden|Minuten?)|gerade eben|Minuten?/, pl: /temu|przed chwilą/, es: /hace \d+|ahora mismo/ };
  const documents = { de: /\d+ Dokumente?/, pl: /\d+ dokument(y|ów)?/, es: /\d+ documentos?/ };
  for (const language of LANGUAGES) {
    const watched = await reading(language);
    await watched.page.goto("/me");
    await watched.page.getByText(words[language]).first().waitFor();
    await watched.page.goto("/kb");
    await watched.page.getByText(documents[language]).first().waitFor();
    await watched.context.close();
  }
});

/** What people have called things here. */
const names = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const list = async (path: string) => ((await (await fetch(`/api/v1/${path}`)).json()) as { data: { title?: string; name?: string }[] }).data;
    const all = await Promise.all(["flows?limit=100", "tickets?limit=100", "kb/bases", "conversations?limit=100"].map(list));
    return all.flat().flatMap((one) => [one.title ?? "", one.name ?? ""]);
  });

test("nothing English is left on the pages of another language", async () => {
  const left: string[] = [];
  for (const language of LANGUAGES) {
    const watched = await reading(language);
    const translations = catalogue(language);
    // Only texts that are said differently, as a whole line of what one reads or hears.
    const english = new Set(Object.entries(translations).filter(([text, translation]) => text !== translation && !text.includes("{") && /[A-Za-z]{3}/.test(text)).map(([text]) => text));
    // Nodes and ports are called as whoever drew the flow called them.
    for (const port of ["yes", "no", "nothing", "done", "Nothing found"]) english.delete(port);
    // Nor are flows, tickets, bases and conversations, which other journeys have made.
    await watched.page.goto("/");
    for (const name of await names(watched.page)) english.delete(name);
    const own = new Set(Object.values(translations));
    for (const path of language === "de" ? PAGES : ["/", "/flows/languages?node=answer"]) {
      await watched.page.goto(path);
      await settled(watched);
      const lines = await watched.page.evaluate(() => {
        const said = [...document.querySelectorAll("[aria-label], [title], [placeholder]")].flatMap((one) => ["aria-label", "title", "placeholder"].map((name) => one.getAttribute(name) ?? ""));
        return [...document.body.innerText.split("\n"), ...said].map((line) => line.trim());
      });
      left.push(...new Set(lines.filter((line) => english.has(line) && !own.has(line)).map((line) => `${path} in ${language}: ${line}`)));
    }
    await watched.context.close();
  }
  expect(left).toEqual([]);
}, 180_000);

test("what is wrong with a flow, how to mend it, and the button that does, are in the reader’s language", async () => {
  const watched = await reading("de");
  const { page } = watched;
  await page.goto("/");
  await draw(page, "languages-broken", {
    nodes: [
      { id: "find", kind: "kb_search", config: { query: "{{ input.message }}", base: "nirgends", top_k: 5 } },
      { id: "say", kind: "reply", config: { text: "{{ find.cuont }} gefunden" } },
    ],
    edges: [
      { from: "start", to: "find" },
      { from: "find", to: "say" },
    ],
  });
  await page.goto("/flows/languages-broken?panel=problems");
  const card = page.locator('[data-node-id="find"]');
  await card.getByText("Basis „nirgends“ · beste 5").waitFor();
  await card.getByText("Fehler", { exact: true }).waitFor();

  const row = (code: string) => page.locator("li", { has: page.locator(`[data-finding="${code}"]`) });
  await row("FR040").getByText("Es gibt keine Wissensbasis ‚nirgends‘.").waitFor();
  // The list groups the findings by node: what is meant is the innermost item.
  const misspelt = page.locator("li:not(:has(li))", { hasText: "‚cuont‘" });
  await misspelt.getByText("‚find‘ deklariert kein ‚cuont‘ (Zeichen 1 des Ausdrucks).").or(misspelt.getByText("‚find‘ hat kein ‚cuont‘ (Zeichen 1 des Ausdrucks).")).waitFor();
  expect(await page.locator("[data-finding] [lang=en], [data-finding][lang=en]").count()).toBe(0);
  await picture(page, "problems-de");

  // To the field it names, where it is said again; and mended.
  await row("FR040").locator("[data-finding]").first().click();
  await page.locator("aside, [role=complementary], form").locator('[data-finding="FR040"]', { hasText: "Es gibt keine Wissensbasis ‚nirgends‘." }).first().waitFor();
  await misspelt.getByRole("button", { name: "‚count‘ verwenden", exact: true }).click();
  await misspelt.waitFor({ state: "detached" });
  await page.getByText("Behoben: ‚count‘ verwenden.").first().waitFor({ state: "attached" });
  expect(watched.complaints).toEqual([]);
  await watched.context.close();
});

test("longer words have room, on a phone and on a wide screen, and nothing is amiss for a screen reader", async () => {
  const found: string[] = [];
  for (const width of [390, 1440]) {
    const watched = await reading("de", { width, isPhone: width < 768 });
    for (const path of PAGES) {
      await watched.page.goto(path);
      await settled(watched);
      const wide = await watched.page.evaluate(() => Math.max(window.innerWidth, document.documentElement.scrollWidth));
      if (wide > width) found.push(`${path}: ${wide} px`);
      if (width < 768) found.push(...(await violations(watched.page)).map((one) => `${path}: ${one}`));
      await picture(watched.page, `${width}-${path.replaceAll(/\W+/g, "-")}`);
    }
    found.push(...watched.complaints);
    await watched.context.close();
  }
  expect(found).toEqual([]);
}, 180_000);

test("the chat page speaks the reader’s language", async () => {
  const watched = await reading("de", { width: 390, height: 844, isPhone: true });
  await watched.page.goto("/chat/languages");
  await watched.page.getByLabel("Nachricht").waitFor();
  expect(await watched.page.locator("html").getAttribute("lang")).toBe("de");
  expect(await violations(watched.page)).toEqual([]);
  await watched.context.close();
});

test("what can be chosen in the menu of the chat page is read whole, on the narrowest phone and in every language", async () => {
  const cut: string[] = [];
  for (const language of ["en", ...LANGUAGES]) {
    const watched = await reading(language, { width: 320, height: 640, isPhone: true });
    const { page } = watched;
    await page.goto("/chat/languages");
    await settled(watched);
    await page.locator("header button[aria-haspopup=dialog]").click();
    await page.locator("[role=dialog] select").first().waitFor();
    // A select that may be as wide as it likes is as wide as its longest choice.
    const narrow = await page.locator("[role=dialog] select").evaluateAll((selects) =>
      selects.flatMap((select) => {
        const free = select.cloneNode(true) as HTMLSelectElement;
        free.style.width = "max-content";
        select.after(free);
        const needs = free.offsetWidth;
        free.remove();
        return needs > (select as HTMLSelectElement).offsetWidth ? [select.textContent ?? ""] : [];
      }),
    );
    cut.push(...narrow.map((choices) => `${language}: ${choices}`));
    expect(await violations(page)).toEqual([]);
    await watched.context.close();
  }
  expect(cut).toEqual([]);
});
