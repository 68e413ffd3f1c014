// The check of one flow in this browser: the server's own, in a worker, with what the server says is around the flow. Where
// something of that is missing there is no answer, and whoever wants one asks the server.
import url from "virtual:checks";
import { inReadersWords } from "@/api/finding-words";
import { checkSurroundings } from "@/api/flows";
import type { Finding, Flow } from "@/flow/types";
import { type Talk, talkTo } from "./talk";

/** Half a megabyte may take a while. */
const LOAD_WITHIN_MS = 60_000;
const ANSWER_WITHIN_MS = 10_000;
/** What is around a flow (bases, forms, tools …) is asked for again by the first check after this time. */
const FRESH_MS = 10_000;

type Answer = { findings: Finding[] } | { runs: string[] };

/** The parts that a test puts others in for. */
export interface Means {
  start: () => Talk | null;
  surroundings: typeof checkSurroundings;
  now: () => number;
}

const MEANS: Means = {
  start: () => (url === null ? null : talkTo(new Worker(new URL("./checks.worker.ts", import.meta.url), { type: "module" }))),
  surroundings: checkSurroundings,
  now: () => performance.now(),
};

export class LocalChecks {
  #talk: Talk | null = null;
  #isLoaded = false;
  #around = { runs: [] as string[], etag: null as string | null, at: 0 };
  #heard: Promise<boolean> = Promise.resolve(true);
  #refreshing: Promise<void> | null = null;
  readonly #flow: string;
  readonly #onChange: () => void;
  readonly #means: Means;

  /** `onChange`: a check would say something else now, without any change of the flow. */
  constructor(flow: string, onChange: () => void, means: Means = MEANS) {
    this.#flow = flow;
    this.#onChange = onChange;
    this.#means = means;
  }

  get isLoaded(): boolean {
    return this.#isLoaded;
  }

  /** Worth nothing to the first picture of the page: called when that stands. */
  async load(): Promise<void> {
    this.#talk ??= this.#means.start();
    if (this.#talk === null) return;
    try {
      await this.#talk.ask({ program: url ?? "" }, LOAD_WITHIN_MS);
      await this.#surround([], null);
      // The editor may have been closed meanwhile.
      if (this.#talk === null) return;
      this.#isLoaded = true;
      this.#onChange();
    } catch {
      this.stop();
    }
  }

  /** Errors first; null when the server is to be asked. */
  async check(flow: Flow): Promise<Finding[] | null> {
    if (!this.#isLoaded) return null;
    const document = JSON.stringify(flow);
    try {
      let answer = await this.#ask(document);
      if ("runs" in answer) {
        if (!(await this.#hear(answer.runs))) return null;
        answer = await this.#ask(document);
      }
      if (this.#means.now() - this.#around.at > FRESH_MS) void this.refresh();
      return "findings" in answer ? (await inReadersWords(answer)).findings : null;
    } catch {
      this.stop();
      return null;
    }
  }

  /** Looks whether something has changed around the flow. */
  async refresh(): Promise<void> {
    if (!this.#isLoaded) return;
    this.#refreshing ??= this.#refresh();
    await this.#refreshing;
  }

  async #refresh(): Promise<void> {
    const before = this.#around.etag;
    await this.#hear(null);
    this.#refreshing = null;
    if (this.#isLoaded && this.#around.etag !== before) this.#onChange();
  }

  stop(): void {
    this.#talk?.end();
    this.#talk = null;
    this.#isLoaded = false;
  }

  async #ask(document: string): Promise<Answer> {
    if (this.#talk === null) throw new Error("stopped");
    return JSON.parse(await this.#talk.ask({ document }, ANSWER_WITHIN_MS)) as Answer;
  }

  /** Hears what is around a flow that runs these (null: that runs what it ran); false when the server could not say. One after
   *  the other, so that what is remembered is what the worker has. */
  #hear(runs: string[] | null): Promise<boolean> {
    this.#heard = this.#heard.then(async () => {
      try {
        await this.#surround(runs ?? this.#around.runs, runs === null ? this.#around.etag : null);
        return true;
      } catch {
        return false;
      }
    });
    return this.#heard;
  }

  async #surround(runs: string[], known: string | null): Promise<void> {
    const { data, etag, status } = await this.#means.surroundings(this.#flow, runs, known);
    if (status !== 304) await this.#talk?.ask({ surroundings: data }, ANSWER_WITHIN_MS);
    this.#around = { runs, etag: etag ?? known, at: this.#means.now() };
  }
}
