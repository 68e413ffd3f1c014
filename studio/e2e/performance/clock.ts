// What people wait for, by the clock. A clock says as much about the machine as about us, so it is told and nothing is held to it.
import type { Page } from "playwright-core";

declare global {
  interface Window {
    waited: Promise<number> | undefined;
  }
}

/** Milliseconds from the first event `from` that `act` causes to the first frame with something that `there` selects. */
export async function untilShown(page: Page, from: string, there: string, act: () => Promise<unknown>): Promise<number> {
  await page.evaluate(
    ([from, there]) => {
      window.waited = new Promise((done, fail) => {
        setTimeout(() => fail(new Error(`nothing that is ${there} within 20 s`)), 20_000);
        let began: number | null = null;
        const look = () => {
          if (began === null || !document.querySelector(there)) return;
          changes.disconnect();
          const since = began;
          requestAnimationFrame(() => done(performance.now() - since));
        };
        const changes = new MutationObserver(look);
        changes.observe(document.documentElement, { subtree: true, childList: true, attributes: true });
        addEventListener(from, () => (began = performance.now()), { capture: true, once: true });
      });
    },
    [from, there] as const,
  );
  await act();
  return (await page.evaluate(() => window.waited)) as number;
}
