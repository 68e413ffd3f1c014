// Every page and what opens on it, as a screen reader and as eyes that need contrast meet it: wide and on a phone, light and dark.
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { violations } from "./support/axe.ts";
import { launch, open, picture, settled, signIn } from "./support/browser.ts";
import { helpdesk, type Helpdesk } from "./support/helpdesk.ts";
import { type Place, places } from "./support/places.ts";

const stamp = Date.now().toString(36);
let browser: Browser;
let state: Awaited<ReturnType<BrowserContext["storageState"]>>;
let made: Helpdesk;

beforeAll(async () => {
  browser = await launch();
  const { context, page } = await open(browser);
  await signIn(page);
  made = await helpdesk(page, stamp);
  state = await context.storageState();
  await context.close();
});

afterAll(async () => {
  await browser?.close();
});

const called = (place: Place) => [place.path.replaceAll(stamp, "…"), place.state].filter(Boolean).join(", ");

async function reach(page: Page, place: Place): Promise<void> {
  for (const [path, answer] of Object.entries(place.answers ?? {}))
    await page.route(
      (url) => url.pathname === `/api/v1${path}`,
      (route) => route.fulfill({ status: answer.status ?? 200, contentType: "application/json", body: JSON.stringify(answer.body) }),
    );
  await page.goto(place.path);
  await settled(page);
  await place.reach?.(page);
  await settled(page);
}

/** What is amiss at a place, in both themes; what cannot be reached at all is told like the rest. */
async function amiss(page: Page, place: Place): Promise<string[]> {
  const found: string[] = [];
  await page.emulateMedia({ colorScheme: "light" });
  try {
    await reach(page, place);
    found.push(...(await violations(page)).map((one) => `light: ${one}`));
    await page.emulateMedia({ colorScheme: "dark" });
    // Inherited colours change one level of the page after the other, even where motion is reduced.
    await page.waitForFunction(() => document.getAnimations().length === 0);
    // The theme changes colours alone: nothing in the code asks for it.
    found.push(...(await violations(page, { onlyColours: true })).map((one) => `dark: ${one}`));
  } catch (error) {
    found.push(`not reached: ${String(error).split("\n").slice(0, 3).join(" ")}`);
  }
  if (found.length > 0) await picture(page, `amiss-${called(place).replaceAll(/\W+/g, "-")}`);
  await page.unrouteAll();
  return found;
}

async function walk(width: number, stranger: boolean): Promise<string[]> {
  const watched = await open(browser, { width, height: width < 768 ? 844 : 900, isPhone: width < 768, state: stranger ? undefined : state });
  watched.page.setDefaultTimeout(8_000);
  const found: string[] = [];
  for (const place of places(made)) {
    if (Boolean(place.stranger) !== stranger || (place.wide && width < 768)) continue;
    found.push(...(await amiss(watched.page, place)).map((one) => `${called(place)}, ${width} px, ${one}`));
  }
  found.push(...watched.complaints);
  await watched.context.close();
  return found;
}

test("no page and nothing that opens on it has an accessibility violation, light or dark, wide or on a phone", async () => {
  const begun = Date.now();
  const found = await Promise.all([walk(1440, false), walk(390, false), walk(1440, true).then(async (first) => [...first, ...(await walk(390, true))])]);
  console.log(`${places(made).length} places in ${((Date.now() - begun) / 1_000).toFixed(0)} s`);
  expect(found.flat()).toEqual([]);
}, 300_000);

/** What a screen reader is told, without what differs from day to day. */
const spoken = (snapshot: string) =>
  snapshot
    .replaceAll(stamp, "…")
    .replaceAll(/\b[0-9a-f]{8}-[0-9a-f-]{27}\b|\b01[0-9a-f]{6}\b/g, "…")
    .replaceAll(/(?<!level=)\b\d+(?:[.,:-]\d+)*/g, "#")
    .replaceAll(/\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b/g, "month")
    .replaceAll(/\b(?:just now|now)\b|# \w+ ago/g, "ago")
    .replaceAll(/# (?:ms|s|min)\b/g, "# long");

test("the main pages say what they said", async () => {
  const { context, page } = await open(browser, { state });
  const heard = async (name: string, path: string, part: (page: Page) => ReturnType<Page["getByRole"]> = (one) => one.getByRole("main"), parts: ReturnType<Page["getByRole"]>[] = []) => {
    await page.goto(path);
    await settled(page);
    for (const loaded of parts) await loaded.waitFor();
    await expect(spoken(await part(page).ariaSnapshot())).toMatchFileSnapshot(join(import.meta.dirname, "spoken", `${name}.yaml`));
  };
  // What else is at home depends on what everybody did before.
  await heard("home", "/", (one) => one.getByRole("navigation", { name: "Main" }));
  await heard("flows", `/flows?q=${made.flow}`);
  const later = [page.getByRole("treegrid", { name: "Steps of the flow" }), page.getByRole("button", { name: "Draft", exact: true }), page.getByRole("button", { name: /^Tests \d/ })];
  await heard("outline", `/flows/${made.flow}?view=outline`, undefined, later);
  await heard("run", `/flows/${made.flow}/runs/${made.run}`, (one) => one.getByRole("list", { name: "Steps of the run" }));
  await heard("chat", `/chat/${made.flow}?conversation=${made.conversation}`, undefined, [page.getByRole("region", { name: /^Ticket TKT-/ })]);
  await heard("ticket", `/desk/${made.ticket}`);
  await context.close();
});
