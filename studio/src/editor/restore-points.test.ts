// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from "vitest";
import type { Doc } from "@/flow/document";
import { lineOf, scopeOf } from "./outbox";
import { handOver, keepPoint, type RestorePoint } from "./restore-points";

let stored: RestorePoint[] = [];
vi.mock("@/lib/idb", () => ({
  allOf: (_: string, scope: string) => Promise.resolve(stored.filter((point) => point.scope === scope)),
  inStore: (_: string, __: string, work: (store: unknown) => unknown) => {
    work({
      add: (point: RestorePoint) => stored.push({ ...point, id: stored.length + 1 }),
      put: (point: RestorePoint) => (stored = stored.map((one) => (one.id === point.id ? point : one))),
      delete: (id: number) => (stored = stored.filter((one) => one.id !== id)),
    });
    return Promise.resolve();
  },
}));

const doc = { flow: { name: "greeter", nodes: [], edges: [] }, layout: { nodes: {} } } as unknown as Doc;
const scope = scopeOf("t1", "u1", "greeter");

/** Every request, and what the server answers it: a status, or no network. */
function server(answers: (number | "offline")[]) {
  const asked: { path: string; body: { label: string } }[] = [];
  vi.stubGlobal("location", new URL("http://flowright.test"));
  vi.stubGlobal("fetch", (url: URL, init: RequestInit) => {
    asked.push({ path: url.pathname + url.search, body: JSON.parse(init.body as string) as { label: string } });
    const answer = answers.shift() ?? 201;
    return answer === "offline" ? Promise.reject(new TypeError("no network")) : Promise.resolve(new Response("{}", { status: answer }));
  });
  return asked;
}

const settled = () => handOver(scope);

beforeEach(() => {
  stored = [];
});

test("a scope says of which draft it is", () => {
  expect(lineOf(scope)).toEqual({ flow: "greeter", branch: null });
  expect(lineOf(scopeOf("t1", "u1", "greeter", "new-idea.2"))).toEqual({ flow: "greeter", branch: "new-idea.2" });
});

test("what is kept here is handed over once, under its own name", async () => {
  const asked = server([]);
  await keepPoint(scope, "tidy up", doc);
  await settled();
  await settled();
  expect(asked.map((one) => one.body.label)).toEqual(["tidy up"]);
  expect(asked[0]?.path).toBe(`/api/v1/flows/greeter/restore-points/${stored[0]?.key}`);
  expect(stored[0]?.handed).toBe("kept");
});

test("without a network it stays here, and goes later under the same name, the oldest first", async () => {
  const asked = server(["offline", "offline", 503]);
  await keepPoint(scope, "import", doc);
  await keepPoint(scope, "merge", doc);
  await settled();
  expect(stored.map((point) => point.handed)).toEqual([undefined, undefined]);
  const first = asked[0]?.path;
  asked.length = 0;
  await settled();
  expect(asked.map((one) => one.body.label)).toEqual(["import", "merge"]);
  expect(asked[0]?.path).toBe(first);
  expect(stored.map((point) => point.handed)).toEqual(["kept", "kept"]);
});

test("what the server refuses for good is not offered again, and stays here", async () => {
  const asked = server([413]);
  await keepPoint(scope, "import", doc);
  await settled();
  await settled();
  expect(asked).toHaveLength(1);
  expect(stored[0]?.handed).toBe("refused");
});

test("a branch's points go to the branch, and those of an earlier version of this page get a name", async () => {
  const asked = server([]);
  const branched = scopeOf("t1", "u1", "greeter", "idea");
  stored = [{ id: 1, scope: branched, label: "tidy up", at: 0, doc }];
  await handOver(branched);
  expect(stored[0]?.key).toBeDefined();
  expect(asked[0]?.path).toBe(`/api/v1/flows/greeter/restore-points/${stored[0]?.key}?branch=idea`);
});
