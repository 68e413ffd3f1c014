// Counts what React renders. It tells any tool that has put itself where the developer tools would be, in a build for production too;
// names are shortened there, so cards and edges are known by what they draw.
import type { Page } from "playwright-core";

export interface Renders {
  /** Components of any kind. */
  all: number;
  cards: string[];
  edges: string[];
}

/** What React keeps of a component: only what is read here. */
interface Fiber {
  tag: number;
  flags: number;
  child: Fiber | null;
  sibling: Fiber | null;
  alternate: Fiber | null;
  memoizedProps: Record<string, unknown> | null;
  memoizedState: unknown;
}

type Counting = Window & { renders?: Renders };

/** From the next page on. */
export const countRenders = (page: Page) =>
  page.addInitScript(() => {
    const counted: Renders = { all: 0, cards: [], edges: [] };
    (window as Counting).renders = counted;
    const PERFORMED_WORK = 1;
    const ELEMENT = 5;
    const COMPONENTS = new Set([0, 1, 11, 14, 15]);
    const look = (fiber: Fiber) => {
      for (let child = fiber.child; child; child = child.sibling) {
        const before = child.alternate;
        const isNew = !before || before.memoizedProps !== child.memoizedProps || before.memoizedState !== child.memoizedState;
        if (COMPONENTS.has(child.tag) && child.flags & PERFORMED_WORK && isNew) {
          counted.all += 1;
          const drawn = child.child?.tag === ELEMENT ? child.child.memoizedProps : null;
          if (drawn?.["data-node-id"]) counted.cards.push(String(drawn["data-node-id"]));
          if (drawn?.["data-edge"]) counted.edges.push(String(drawn["data-edge"]));
        }
        // What has the same children as before was not looked at by React either.
        if (!before || child.child !== before.child) look(child);
      }
    };
    const hook = { isDisabled: false, supportsFiber: true, renderers: new Map(), inject: () => 1, checkDCE() {}, onCommitFiberUnmount() {}, onPostCommitFiberRoot() {}, onCommitFiberRoot: (_: number, root: { current: Fiber }) => look(root.current) };
    (window as unknown as Record<string, unknown>).__REACT_DEVTOOLS_GLOBAL_HOOK__ = hook;
  });

/** Once what was done so far has been drawn. */
export const drawn = (page: Page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** What is rendered until what `act` does has been drawn. */
export async function rendersOf(page: Page, act: () => Promise<unknown>): Promise<Renders> {
  await page.evaluate(() => Object.assign((window as Counting).renders as Renders, { all: 0, cards: [], edges: [] }));
  await act();
  await drawn(page);
  return page.evaluate(() => structuredClone((window as Counting).renders as Renders));
}
