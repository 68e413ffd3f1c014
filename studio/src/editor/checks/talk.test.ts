import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Asked, talkTo, type Told } from "./talk";

function worker() {
  const target = new EventTarget();
  const sent: Asked[] = [];
  const tell = (told: Told) => target.dispatchEvent(Object.assign(new Event("message"), { data: told }));
  const terminate = vi.fn();
  return {
    sent,
    tell,
    terminate,
    breakDown: () => target.dispatchEvent(new Event("error")),
    worker: { postMessage: (asked: Asked) => void sent.push(asked), addEventListener: target.addEventListener.bind(target), terminate } as unknown as Worker,
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("each question gets its own answer, in whatever order they come", async () => {
  const { worker: made, sent, tell } = worker();
  const talk = talkTo(made);
  const [first, second] = [talk.ask({ document: "a" }, 1000), talk.ask({ document: "b" }, 1000)];
  expect(sent.map((one) => one.document)).toEqual(["a", "b"]);
  tell({ id: 2, said: "B" });
  tell({ id: 1, failed: "trap" });
  expect(await second).toBe("B");
  await expect(first).rejects.toThrow("trap");
});

test("nobody waits for ever: not for a silent worker, not for a broken one, not for one that was ended", async () => {
  const { worker: made, breakDown, terminate } = worker();
  const talk = talkTo(made);
  const silent = expect(talk.ask({}, 1000)).rejects.toThrow("does not answer");
  await vi.advanceTimersByTimeAsync(1000);
  await silent;
  const broken = expect(talk.ask({}, 1000)).rejects.toThrow("does not run");
  breakDown();
  await broken;
  const ended = expect(talk.ask({}, 1000)).rejects.toThrow("ended");
  talk.end();
  await ended;
  expect(terminate).toHaveBeenCalledOnce();
});
