// CPU time of a page's main thread. Unlike frames per second it hardly depends on what else the machine is doing.
import type { CDPSession, Page } from "playwright-core";
import { drawn } from "../support/renders.ts";

export class Meter {
  private readonly page: Page;
  private readonly session: CDPSession;

  private constructor(page: Page, session: CDPSession) {
    this.page = page;
    this.session = session;
  }

  static async of(page: Page): Promise<Meter> {
    const session = await page.context().newCDPSession(page);
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    return new Meter(page, session);
  }

  private async metric(name: string): Promise<number> {
    const { metrics } = await this.session.send("Performance.getMetrics");
    const found = metrics.find((one) => one.name === name);
    if (!found) throw new Error(`this browser does not measure ${name}`);
    return found.value;
  }

  /** Milliseconds of work so far. */
  async cpu(): Promise<number> {
    return (await this.metric("TaskDuration")) * 1_000;
  }

  async heapMb(): Promise<number> {
    await this.session.send("HeapProfiler.collectGarbage");
    return (await this.metric("JSHeapUsedSize")) / 1_048_576;
  }

  /** What a frame costs in which `step` happens once. */
  async frame(step: () => Promise<unknown>): Promise<number> {
    const before = await this.cpu();
    await step();
    await drawn(this.page);
    return (await this.cpu()) - before;
  }
}
