import { describe, expect, test, vi } from "vitest";
import type { Flow } from "@/flow/types";
import { LocalChecks, type Means } from "./local";

const finding = (cause: string) => ({ code: "FR060", severity: "error", node: null, field: null, cause, mend: "" });
const flow: Flow = { format: "flowright/1", name: "main", nodes: [], edges: [] };

/** A checker that knows what it was told last, for documents that run `runs`. */
function world(runs: string[] = []) {
  const it = { bases: "one", at: 0, isBroken: false, isAway: false, asked: [] as string[], isEnded: false, known: "" };
  const around = () => JSON.stringify({ flows: it.asked.at(-1)?.split("?")[1]?.split(",").filter(Boolean) ?? [], bases: it.bases });
  const means: Means = {
    start: () => ({
      ask: async ({ surroundings, document }) => {
        if (it.isBroken) throw new Error("trap");
        if (surroundings !== undefined) it.known = surroundings;
        if (document === undefined) return "";
        const known = JSON.parse(it.known) as { flows: string[]; bases: string };
        return JSON.stringify(String(known.flows) === String(runs) ? { findings: [finding(known.bases)] } : { runs });
      },
      end: () => void (it.isEnded = true),
    }),
    surroundings: async (name, wanted, known) => {
      if (it.isAway) throw new Error("no network");
      it.asked.push(`${name}?${wanted.join(",")}`);
      const etag = `${wanted.join(",")}/${it.bases}`;
      return known === etag ? { data: "", etag, status: 304 } : { data: around(), etag, status: 200 };
    },
    now: () => it.at,
  };
  return { it, means };
}

async function loaded(made: ReturnType<typeof world>) {
  const onChange = vi.fn();
  const local = new LocalChecks("main", onChange, made.means);
  await local.load();
  return { local, onChange, it: made.it };
}

const causes = async (local: LocalChecks) => (await local.check(flow))?.map((one) => one.cause) ?? null;

describe("the check in the browser", () => {
  test("has no answer before it is loaded, and answers without a request then", async () => {
    const made = world();
    const early = new LocalChecks("main", () => undefined, made.means);
    expect(await early.check(flow)).toBe(null);
    const { local, onChange, it } = await loaded(made);
    expect(onChange).toHaveBeenCalledOnce();
    expect(await causes(local)).toEqual(["one"]);
    expect(await causes(local)).toEqual(["one"]);
    expect(it.asked).toEqual(["main?"]);
  });

  test("hears once what it needs to know about the flows that a document runs", async () => {
    const { local, it } = await loaded(world(["asks", "other"]));
    expect(await causes(local)).toEqual(["one"]);
    expect(await causes(local)).toEqual(["one"]);
    expect(it.asked).toEqual(["main?", "main?asks,other"]);
  });

  test("looks after some time, or when asked to, whether something changed around the flow, and says so", async () => {
    const { local, onChange, it } = await loaded(world());
    it.at = 11_000;
    await causes(local);
    await vi.waitFor(() => expect(it.asked).toHaveLength(2));
    await local.refresh();
    expect(onChange).toHaveBeenCalledOnce();
    it.bases = "two";
    await local.refresh();
    expect(onChange).toHaveBeenCalledTimes(2);
    expect(await causes(local)).toEqual(["two"]);
  });

  test("goes on with what it knows while the server is away, and leaves to it what it does not know", async () => {
    const { local, it } = await loaded(world());
    it.isAway = true;
    await local.refresh();
    expect(await causes(local)).toEqual(["one"]);
    const runner = await loaded(world(["asks"]));
    runner.it.isAway = true;
    expect(await causes(runner.local)).toBe(null);
    runner.it.isAway = false;
    expect(await causes(runner.local)).toEqual(["one"]);
  });

  test("is given up when it breaks: the server is asked from then on", async () => {
    const { local, it } = await loaded(world());
    it.isBroken = true;
    expect(await causes(local)).toBe(null);
    expect(it.isEnded).toBe(true);
    it.isBroken = false;
    expect(await causes(local)).toBe(null);
  });

  test("that an editor ends while it is being loaded stays ended", async () => {
    const made = world();
    const onChange = vi.fn();
    const local = new LocalChecks("main", onChange, made.means);
    const loading = local.load();
    local.stop();
    await loading;
    expect(local.isLoaded).toBe(false);
    expect(onChange).not.toHaveBeenCalled();
  });
});
