// One page in the four looks it has to be good in: light and dark, on a desk and on a phone.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { open, settled } from "../support/browser.ts";

export const LOOKS = [
  { name: "light-wide", theme: "light", width: 1440, height: 900 },
  { name: "dark-wide", theme: "dark", width: 1440, height: 900 },
  { name: "light-phone", theme: "light", width: 390, height: 844 },
  { name: "dark-phone", theme: "dark", width: 390, height: 844 },
] as const;

/** FLOWRIGHT_LOOKS names the looks that are wanted, when not all are: `light-wide,dark-phone`; with `none` only the pictures of the README are made. */
const WANTED = LOOKS.filter((look) => !process.env.FLOWRIGHT_LOOKS || process.env.FLOWRIGHT_LOOKS.split(",").includes(look.name));

export type Look = (typeof LOOKS)[number];
type State = Awaited<ReturnType<BrowserContext["storageState"]>>;

export interface Shot {
  /** File name, in the order of the journey. */
  name: string;
  path: string;
  /** Who is signed in, and what the browser remembers. */
  state?: State;
  /** Brings the page into the state to be looked at. */
  prepare?: (page: Page, isPhone: boolean) => Promise<void>;
}

export class Camera {
  readonly folder: string;
  private readonly browser: Browser;

  constructor(browser: Browser) {
    this.folder = process.env.FLOWRIGHT_SCREENSHOTS ?? "";
    if (!this.folder) throw new Error("FLOWRIGHT_SCREENSHOTS names no folder; use scripts/screenshots");
    mkdirSync(this.folder, { recursive: true });
    this.browser = browser;
  }

  /** Takes all four; returns a sentence for each page that is wider than its window, or did not come into its state. */
  async take(shot: Shot): Promise<string[]> {
    return (await Promise.all(WANTED.map((look) => this.one(shot, look)))).flat();
  }

  private async one(shot: Shot, look: Look): Promise<string[]> {
    const isPhone = look.width < 768;
    const complaints: string[] = [];
    const { context, page } = await open(this.browser, { width: look.width, height: look.height, theme: look.theme, isPhone, state: shot.state });
    // Four pages at once, on a machine that may have other work.
    page.setDefaultTimeout(30_000);
    try {
      await page.goto(shot.path);
      await settled(page);
      await shot.prepare?.(page, isPhone);
      await settled(page);
    } catch (error) {
      // The picture shows why, and the others are still taken.
      complaints.push(`${shot.name} (${look.name}): ${String(error).split("\n")[0]}`);
    }
    await page.screenshot({ path: join(this.folder, `${shot.name}-${look.name}.png`), animations: "disabled" });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > look.width) complaints.push(`${shot.name} is ${width} px wide in a window of ${look.width}`);
    await context.close();
    return complaints;
  }
}
