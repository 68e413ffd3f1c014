// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from "vitest";
import { createRunStore } from "./run-store";

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A run whose stream is refused and whose own page answers with a status. */
async function watchRefused(status: number) {
  vi.useFakeTimers();
  const opened: { onerror: () => void }[] = [];
  class Refused {
    static readonly CLOSED = 2;
    readyState = 2;
    onerror: () => void = () => undefined;
    constructor() {
      opened.push(this);
    }
    addEventListener() {}
    close() {}
  }
  vi.stubGlobal("EventSource", Refused);
  vi.stubGlobal("fetch", () => Promise.resolve(new Response("{}", { status })));
  const runs = createRunStore();
  runs.watch("r1");
  opened[0]?.onerror();
  expect(runs.getState().lost).toBe(true);
  await vi.advanceTimersByTimeAsync(60_000);
  return { runs, opened };
}

test("a run that does not exist is no lost connection, and is not asked for again", async () => {
  const { runs, opened } = await watchRefused(404);
  expect(runs.getState()).toMatchObject({ gone: true, lost: false, now: null, view: null });
  expect(opened).toHaveLength(1);
  runs.watch("r2");
  expect(runs.getState()).toMatchObject({ gone: false, now: { id: "r2" } });
});

test("a server that is away for a while is tried again", async () => {
  const { runs, opened } = await watchRefused(503);
  expect(runs.getState()).toMatchObject({ gone: false, lost: true, now: { id: "r1" } });
  expect(opened).toHaveLength(2);
});
