// Questions to a worker and its answers, each within a limit of time.

/** What is asked of the checker; several things are done in this order. */
export interface Asked {
  id: number;
  /** Address of the program to load. */
  program?: string;
  /** JSON, as the server gave it. */
  surroundings?: string;
  /** JSON of the flow to check. */
  document?: string;
}

export type Told = { id: number; said: string } | { id: number; failed: string };

export interface Talk {
  ask(what: Omit<Asked, "id">, withinMs: number): Promise<string>;
  end(): void;
}

interface Waiting {
  resolve: (said: string) => void;
  reject: (why: Error) => void;
  timer: ReturnType<typeof setTimeout>;
}

export function talkTo(worker: Pick<Worker, "postMessage" | "addEventListener" | "terminate">): Talk {
  const waiting = new Map<number, Waiting>();
  let asked = 0;
  const settle = (id: number, how: (one: Waiting) => void) => {
    const one = waiting.get(id);
    if (!one) return;
    waiting.delete(id);
    clearTimeout(one.timer);
    how(one);
  };
  const fail = (why: string) => [...waiting.keys()].forEach((id) => settle(id, (one) => one.reject(new Error(why))));
  worker.addEventListener("message", ({ data }: MessageEvent<Told>) =>
    settle(data.id, (one) => ("said" in data ? one.resolve(data.said) : one.reject(new Error(data.failed)))),
  );
  worker.addEventListener("error", () => fail("the worker does not run"));
  return {
    ask: (what, withinMs) =>
      new Promise((resolve, reject) => {
        const id = ++asked;
        const timer = setTimeout(() => settle(id, (one) => one.reject(new Error("the worker does not answer"))), withinMs);
        waiting.set(id, { resolve, reject, timer });
        worker.postMessage({ id, ...what });
      }),
    end() {
      worker.terminate();
      fail("ended");
    },
  };
}
