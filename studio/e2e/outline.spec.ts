// The outline by keyboard alone: a flow is drawn, changed and taken apart in it, on a wide page and on a phone, and with a thousand steps.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { violations } from "./support/axe.ts";
import { launch, open, picture, signIn, type Watched } from "./support/browser.ts";
import { draw } from "./support/flow.ts";

const stamp = Date.now().toString(36);
const name = `outline-${stamp}`;
let browser: Browser;
let mine: Watched;
let page: Page;

const grid = (where = page) => where.getByRole("treegrid", { name: "Steps of the flow" });
const said = (text: string | RegExp) => page.locator("[aria-live]").filter({ hasText: text }).first().waitFor({ state: "attached" });
const press = async (...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};
/** `say`, or `say add` in a cell of it. */
const at = (where = page) =>
  where.evaluate(() => {
    const now = document.activeElement;
    const row = now?.closest<HTMLElement>("[data-row]");
    return [row?.dataset.row, row === now ? undefined : now?.closest<HTMLElement>("[data-column]")?.dataset.column].filter(Boolean).join(" ");
  });
const reaches = async (place: string, where = page) => expect.poll(() => at(where), { timeout: 8_000 }).toBe(place);

beforeAll(async () => {
  browser = await launch();
  mine = await open(browser);
  page = mine.page;
  await signIn(page);
  await draw(page, name, {
    nodes: [
      { id: "kb", kind: "kb_search", config: { query: "vpn", base: "it" } },
      { id: "each", kind: "map", config: { items: "kb.passages" } },
      { id: "say", kind: "template", parent: "each", config: { text: "{{ item }}" } },
      { id: "more", kind: "template", parent: "each", config: { text: "more" } },
      { id: "done", kind: "end" },
    ],
    edges: [
      { from: "start", to: "kb" },
      { from: "kb", to: "each" },
      { from: "each.body", to: "say" },
      { from: "say", to: "more" },
      { from: "each", to: "done" },
    ],
  });
  await page.goto(`/flows/${name}?view=outline`);
  await grid().waitFor();
});

afterAll(async () => {
  await browser?.close();
});

test("Tab comes to it once and leaves it; the arrows go through rows, bodies and cells", async () => {
  await page.locator("[data-row=start]").focus();
  await press("ArrowDown", "ArrowDown");
  await reaches("each");
  await press("ArrowLeft");
  await page.locator("[data-row=say]").waitFor({ state: "detached" });
  expect(await page.locator("[data-row=each]").getAttribute("aria-expanded")).toBe("false");
  await press("ArrowRight", "ArrowDown");
  await reaches("say");
  await press("ArrowRight", "ArrowRight", "ArrowRight");
  await reaches("say add");
  await press("Control+Home");
  await reaches("start add");
  await press("Escape");
  await reaches("start");
  await press("End");
  await reaches("done");
  await press("ArrowRight", "Shift+Tab");
  expect(await at()).toBe("");
  await press("Tab");
  await reaches("done");
  await press("Tab");
  expect(await at()).toBe("");
});

test("what a screen reader hears of it", async () => {
  expect(await grid().ariaSnapshot()).toMatchInlineSnapshot(`
    "- treegrid "Steps of the flow":
      - row "Step Leads to State Add More":
        - columnheader "Step"
        - columnheader "Leads to"
        - columnheader "State"
        - columnheader "Add"
        - columnheader "More"
      - rowgroup:
        - row "Start ‘start’, step 1 of 6, leads to kb" [level=1]:
          - gridcell "Start start"
          - gridcell "→ kb"
          - gridcell
          - gridcell "Add a node after start":
            - button "Add a node after start"
          - gridcell "What can be done with start":
            - button "What can be done with start"
        - row "Search knowledge ‘kb’, step 2 of 6, leads to each" [level=1]:
          - gridcell "Search knowledge kb"
          - gridcell "→ each"
          - gridcell
          - gridcell "Add a node after kb":
            - button "Add a node after kb"
          - gridcell "What can be done with kb":
            - button "What can be done with kb"
        - row "For each ‘each’, step 3 of 6, on body to say; leads to done" [expanded] [level=1]:
          - gridcell "Fold ‘each’ For each each":
            - button "Fold ‘each’"
            - text: For each each
          - gridcell "body → say · → done"
          - gridcell
          - gridcell "Add a node after each":
            - button "Add a node after each"
          - gridcell "What can be done with each":
            - button "What can be done with each"
        - row "Template ‘say’, step 4 of 6, leads to more" [level=2]:
          - gridcell "Template say"
          - gridcell "→ more"
          - gridcell
          - gridcell "Add a node after say":
            - button "Add a node after say"
          - gridcell "What can be done with say":
            - button "What can be done with say"
        - row "Template ‘more’, step 6 of 6, leads nowhere" [level=2]:
          - gridcell "Template more"
          - gridcell "ends here"
          - gridcell
          - gridcell "Add a node after more":
            - button "Add a node after more"
          - gridcell "What can be done with more":
            - button "What can be done with more"
        - row "End ‘done’, step 5 of 6, leads nowhere" [level=1] [selected]:
          - gridcell "End done"
          - gridcell "ends here"
          - gridcell
          - gridcell "Add a node after done":
            - button "Add a node after done"
          - gridcell "What can be done with done":
            - button "What can be done with done""
  `);
  await picture(page, "outline-wide");
  expect(await violations(page)).toEqual([]);
});

test("a step is added, named, set up, connected, switched off, moved and deleted without a mouse, and each is said", async () => {
  await page.locator("[data-row=kb]").focus();
  await press("a");
  await page.getByRole("dialog").getByRole("combobox").fill("Template");
  await press("Enter");
  await said(/Added Template ‘template’/);
  await reaches("template");
  await press("F2");
  await page.getByRole("textbox", { name: "Name of ‘template’" }).fill("words");
  await picture(page, "outline-rename");
  await press("Enter");
  await said("Renamed to words; references follow.");
  await reaches("words");
  await press("Enter");
  await page.getByRole("complementary", { name: "Inspector" }).waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.matches("aside input") === true)).toBe(true);
  await press("Escape");
  await reaches("words");
  await press("c");
  await page.getByRole("dialog").getByRole("combobox").fill("done");
  await press("Enter");
  await said("Connected words to done.");
  await reaches("words");
  await press("d");
  await said("Switched off: runs pass it by.");
  await page.locator("[data-row=words]").getByText("switched off").waitFor();
  await page.locator("[data-row=say]").focus();
  await press("Alt+ArrowDown");
  await said("‘more’ now comes before ‘say’.");
  await reaches("say");
  expect(await page.locator("[data-row]").evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset.row).filter((id) => id === "say" || id === "more"))).toEqual(["more", "say"]);
  await press("Alt+ArrowDown");
  await said("No step follows ‘say’.");
  await press("Delete");
  await said(/Done: delete ‘say’/);
  await page.locator("[data-row=say]").waitFor({ state: "detached" });
  await press("Control+z");
  await reaches("say");
  await press("Control+f");
  await page.getByRole("search", { name: "Find in this flow" }).waitFor();
  expect(await grid().isVisible()).toBe(true);
  await press("Escape");
  await page.locator('[data-save-state="saved"]').waitFor();
  expect(mine.complaints).toEqual([]);
});

test("on a phone it is the view of the flow, and a finger finds everything in it", async () => {
  const phone = await open(browser, { width: 390, height: 844, isPhone: true, state: await mine.context.storageState() });
  await phone.page.goto(`/flows/${name}`);
  await grid(phone.page).waitFor();
  await picture(phone.page, "outline-phone");
  const small = await grid(phone.page).evaluate((all) =>
    [...all.querySelectorAll("button")].map((one) => ({ name: one.getAttribute("aria-label"), box: one.getBoundingClientRect() })).filter(({ box }) => box.width < 44 || box.height < 44).map(({ name, box }) => `${name} ${box.width} × ${box.height}`),
  );
  expect(small).toEqual([]);
  expect(await phone.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  expect(await violations(phone.page)).toEqual([]);
  await phone.page.getByRole("button", { name: "Fold ‘each’" }).tap();
  await phone.page.locator("[data-row=more]").waitFor({ state: "detached" });
  await phone.page.locator("[data-row=kb]").tap();
  await phone.page.getByRole("dialog", { name: "Inspector" }).waitFor();
  expect(phone.complaints).toEqual([]);
  await phone.context.close();
});

test("a thousand steps are a list like any other, and few of them are on the page", async () => {
  const steps = Array.from({ length: 1_000 }, (_, index) => ({ id: `step_${index}`, kind: "template", config: { text: "x" } }));
  await draw(page, `long-${stamp}`, { nodes: steps, edges: steps.map(({ id }, index) => ({ from: index === 0 ? "start" : `step_${index - 1}`, to: id })) });
  await page.goto(`/flows/long-${stamp}?view=outline`);
  await page.locator("[data-row=step_0]").waitFor();
  expect(await page.evaluate(() => document.querySelectorAll("*").length)).toBeLessThan(4_000);
  await page.locator("[data-row=start]").focus();
  await press("End");
  await reaches("step_999");
  await press("PageUp", "ArrowUp");
  await reaches("step_988");
  await press("Home");
  await reaches("start");
  for (let step = 0; step < 30; step += 1) await press("ArrowDown");
  await reaches("step_29");
  const isInSight = await page.locator("[data-row=step_29]").evaluate((row) => {
    const [box, area] = [row.getBoundingClientRect(), (row.closest("[data-outline]") as HTMLElement).getBoundingClientRect()];
    return box.top >= area.top && box.bottom <= area.bottom;
  });
  expect(isInSight).toBe(true);
  await picture(page, "outline-long");
  expect(await page.evaluate(() => document.querySelectorAll("*").length)).toBeLessThan(4_000);
  await page.goto(`/flows/long-${stamp}?view=outline&node=step_500`);
  await page.locator("[data-row=step_500]").waitFor();
});
