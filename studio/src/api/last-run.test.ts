import { afterEach, expect, test, vi } from "vitest";
import { QueryClient } from "@tanstack/react-query";
import { lastOf, lastRunQuery, logQuery } from "./last-run";
import type { Run } from "./types";

const run = (id: string, more: Partial<Run> = {}): Run => ({ id, draft: true, ended_at: "2026-01-05T10:42:00Z", input: { message: "Hello" }, conversation_id: null, lineage: null, parent_run: null, origin: null, alone: false, last_seq: 9, ...more }) as Run;
const alone = (id: string) => run(id, { alone: true });

function answer(answers: Record<string, unknown>) {
  const asked: string[] = [];
  vi.stubGlobal("location", new URL("http://flowright.test"));
  vi.stubGlobal("fetch", (url: URL) => {
    asked.push(url.pathname + url.search);
    return Promise.resolve(new Response(JSON.stringify(answers[url.pathname + url.search])));
  });
  return asked;
}

afterEach(() => vi.unstubAllGlobals());

test("the last run is the newest one that ended, else the newest", () => {
  const open = run("open", { ended_at: null });
  expect(lastOf([open, run("b"), run("a")])?.id).toBe("b");
  expect(lastOf([open])?.id).toBe("open");
  expect(lastOf([])).toBeNull();
});

test("a node that was tried alone is not the flow's last run; what goes on from a run, or is given its values, is", () => {
  expect(lastOf([alone("c"), run("b")])?.id).toBe("b");
  expect(lastOf([alone("c"), alone("of a")])).toBeNull();
  expect(lastOf([run("fork", { lineage: "fork", parent_run: "a", input: { values: {} } })])?.id).toBe("fork");
  expect(lastOf([run("from here", { parent_run: "a", origin: { node: "kb", at_seq: 3 } })])?.id).toBe("from here");
});

test("a flow's runs are asked for by its name, and a log page by page", async () => {
  const asked = answer({
    "/api/v1/runs?flow=help+desk&limit=20": { data: [run("r")] },
    "/api/v1/runs/r/events?limit=1000": { data: [{ seq: 1 }, { seq: 2 }], next: 2 },
    "/api/v1/runs/r/events?after=2&limit=1000": { data: [{ seq: 3 }], next: null },
  });
  const client = new QueryClient();
  expect(await client.fetchQuery(lastRunQuery("help desk"))).toMatchObject({ id: "r" });
  expect(await client.fetchQuery(logQuery({ id: "r", last_seq: 3 }))).toEqual({ id: "r", events: [{ seq: 1 }, { seq: 2 }, { seq: 3 }] });
  expect(asked).toHaveLength(3);
});
