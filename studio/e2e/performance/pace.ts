// How fast this machine is just now. CPU time does not depend on how much of a core a page gets, but on what the core can do at that
// moment it does: others that share its cache or its other half have made the same page cost 283 ms on one day and 609 on the next.
// So a fixed piece of work is measured beside whatever is measured, and what that took is counted in it.
import type { Browser, Page } from "playwright-core";
import { Meter } from "./meter.ts";

/** What the work takes where the limits were set, in ms of CPU. */
const NOMINAL_MS = 5.4;
/** So few times last count: the pace changes within seconds. */
const RECENT = 5;

export const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number;

/** What an editor does, in small: a key is typed, objects are made, copied and sorted, some cards are drawn. Like all that people cause
 *  it comes after a rest in which others had the cache; the same work in a loop keeps its pace where that of a page is halved. */
function install() {
  const style = document.createElement("style");
  style.textContent = ".card { position: absolute; display: flex; gap: 4px; width: 240px; padding: 8px } .card > * { flex: 1; overflow: hidden }";
  const field = document.createElement("textarea");
  const canvas = document.createElement("div");
  document.head.append(style);
  document.body.append(field, canvas);
  field.addEventListener("input", () => {
    // As long as it was, whatever has been typed.
    field.value = "";
    const items = Array.from({ length: 500 }, (_, n) => ({ id: `step_${(n * 7_919) % 500}`, at: { x: (n % 40) * 280, y: n * 3 }, tags: [n, n + 1] }));
    const copies = new Map(items.map((item) => [item.id, { ...item, at: { ...item.at }, tags: [...item.tags] }]));
    const sorted = [...copies.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
    canvas.replaceChildren(
      ...sorted.slice(0, 40).map(({ id, at }) => {
        const card = document.createElement("div");
        card.className = "card";
        card.style.transform = `translate(${at.x}px, ${at.y}px)`;
        for (const text of [id, "does something", "3"]) card.appendChild(document.createElement("span")).textContent = text;
        return card;
      }),
    );
  });
  field.focus();
}

export class Pace {
  private readonly page: Page;
  private readonly meter: Meter;
  private recent: number[] = [];

  private constructor(page: Page, meter: Meter) {
    this.page = page;
    this.meter = meter;
  }

  static async of(browser: Browser): Promise<Pace> {
    const page = await browser.newPage();
    await page.evaluate(install);
    const pace = new Pace(page, await Meter.of(page));
    // Until the engine has compiled it for good.
    for (let round = 0; round < 60; round += 1) await pace.now();
    return pace;
  }

  /** How many times as much the same work costs now: 1 where the limits were set, and on anything faster. */
  async now(): Promise<number> {
    const spent = await this.meter.frame(() => this.page.keyboard.type("x"));
    this.recent = [...this.recent, spent].slice(-RECENT);
    return Math.max(1, median(this.recent) / NOMINAL_MS);
  }

  /** As `now`, for what is measured once: by as many rounds as count. */
  async settled(): Promise<number> {
    for (let round = 1; round < RECENT; round += 1) await this.now();
    return this.now();
  }
}
