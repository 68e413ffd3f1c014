// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { docOf, flow, kinds, node } from "@/testing/builders";
import type { Loaded } from "@/api/flows";
import type { Flow } from "@/flow/types";
import { DraftSync, SAVE_AFTER_MS } from "./draft-sync";
import { restore } from "./merging";
import type { Kept, Outbox, Unsaved } from "./outbox";
import { createEditor } from "./store";

const first = docOf(flow([node("say", "reply", { text: "a" }), node("ask", "reply", { text: "a" })], "start>say say>ask"));

/** A server with one flow, as far as saving sees it. */
function serve() {
  const server = { flow: first.flow, version: 1, status: 200, puts: 0, network: true };
  const answer = (body: unknown, status: number, etag: string) => new Response(JSON.stringify(body), { status, headers: { ETag: etag } });
  vi.stubGlobal("fetch", async (url: URL, init: RequestInit) => {
    if (!server.network) throw new TypeError("Failed to fetch");
    if (url.pathname.endsWith("/auth/refresh")) return answer({}, 401, "");
    if (url.pathname.endsWith("/layout")) return answer(first.layout, 200, '"layout"');
    if (init.method === "GET") return answer(server.flow, 200, `"${server.version}"`);
    server.puts += 1;
    if (server.status !== 200) return answer({ title: "No." }, server.status, "");
    if (new Headers(init.headers).get("If-Match") !== `"${server.version}"`) return answer({ title: "Stale" }, 412, "");
    server.flow = JSON.parse(init.body as string) as Flow;
    server.version += 1;
    return answer({ flow: server.flow, findings: [] }, 200, `"${server.version}"`);
  });
  const elsewhere = (id: string, text: string) => {
    server.flow = { ...server.flow, nodes: server.flow.nodes.map((one) => (one.id === id ? node(id, "reply", { text }) : one)) };
    server.version += 1;
  };
  return { server, elsewhere };
}

const box = () => {
  const kept: { now: Unsaved | null } = { now: null };
  const outbox: Outbox = {
    tab: "t",
    found: [],
    write: async (unsaved) => {
      kept.now = unsaved;
      return true;
    },
    writeAtOnce: (unsaved) => void (kept.now = unsaved),
    clear: async () => void (kept.now = null),
    close: async () => undefined,
  };
  return { kept, outbox };
};

function open(found: Kept[] = []) {
  const loaded: Loaded = { flow: first.flow, etag: '"1"', layout: first.layout, layoutEtag: '"layout"' };
  const opened = restore(found, loaded, kinds);
  const editor = createEditor({ name: "test", kinds, doc: opened.doc });
  const { kept, outbox } = box();
  const sync = new DraftSync(editor, outbox, loaded, opened);
  stops.push(sync.start());
  const write = (id: string, text: string) =>
    editor.edit("write", (doc) => {
      const found = doc.flow.nodes.find((one) => one.id === id);
      if (found) found.config = { text };
    });
  const text = (id: string) => editor.getState().doc.flow.nodes.find((one) => one.id === id)?.config?.text;
  return { editor, sync, kept, write, text };
}

const stops: (() => void)[] = [];
const later = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  Object.defineProperty(document, "hidden", { configurable: true, value: false });
});

test("a tab without an edit of its own never writes, nor does one whose edit was undone", async () => {
  const { server } = serve();
  const { write, editor } = open();
  await later(10_000);
  write("say", "b");
  editor.undo();
  await later(10_000);
  expect(server.puts).toBe(0);
  expect(editor.getState().save.state).toBe("saved");
});

test("it is saved 800 ms after the last change, and whoever never pauses is saved too", async () => {
  const { server } = serve();
  const { write, kept } = open();
  write("say", "b");
  await later(SAVE_AFTER_MS - 50);
  expect(server.puts).toBe(0);
  expect(kept.now?.doc.flow.nodes[0]?.config).toEqual({ text: "b" });
  await later(100);
  expect(server.puts).toBe(1);
  expect(kept.now).toBeNull();
  for (let n = 0; n < 30; n += 1) {
    write("say", `b${n}`);
    await later(500);
  }
  expect(server.puts).toBeGreaterThan(1);
});

test("a hidden tab sends what it has, and then nothing until it is seen again", async () => {
  const { server, elsewhere } = serve();
  const { write, text } = open();
  write("say", "b");
  Object.defineProperty(document, "hidden", { configurable: true, value: true });
  document.dispatchEvent(new Event("visibilitychange"));
  await later(10);
  expect(server.puts).toBe(1);
  elsewhere("ask", "theirs");
  write("say", "c");
  await later(60_000);
  expect(server.puts).toBe(1);
  Object.defineProperty(document, "hidden", { configurable: true, value: false });
  document.dispatchEvent(new Event("visibilitychange"));
  await later(10_000);
  expect(server.flow.nodes.map((one) => one.config?.text)).toEqual(["c", "theirs"]);
  expect(text("ask")).toBe("theirs");
});

test("without a network it is kept and counted, and sent when the network is back", async () => {
  const { server } = serve();
  const { write, editor, kept } = open();
  server.network = false;
  write("say", "b");
  await later(2_000);
  expect(editor.getState().save).toMatchObject({ state: "offline", pending: 1, trouble: null });
  expect(kept.now?.doc.flow.nodes[0]?.config).toEqual({ text: "b" });
  server.network = true;
  window.dispatchEvent(new Event("online"));
  await later(10);
  expect(server.flow.nodes[0]?.config).toEqual({ text: "b" });
  expect(editor.getState().save).toMatchObject({ state: "saved", pending: 0 });
});

test("what overlaps is asked and not saved; what is chosen is, and undo brings mine back", async () => {
  const { server, elsewhere } = serve();
  const { write, editor, sync, text, kept } = open();
  elsewhere("say", "theirs");
  elsewhere("ask", "also theirs");
  write("say", "mine");
  await later(2_000);
  expect(editor.getState().save.state).toBe("conflict");
  expect(editor.getState().asking).toBe(true);
  expect(server.flow.nodes[0]?.config).toEqual({ text: "theirs" });
  expect([text("say"), text("ask")]).toEqual(["mine", "also theirs"]);
  expect(kept.now?.conflicts).toHaveLength(1);
  sync.settle({ "say /config/text": "theirs" });
  await later(2_000);
  expect(editor.getState()).toMatchObject({ conflicts: [], asking: false, save: { state: "saved" } });
  expect(text("say")).toBe("theirs");
  editor.undo();
  expect([text("say"), text("ask")]).toEqual(["mine", "also theirs"]);
  // Undoing one's own words gives what one had before; what others did elsewhere stays.
  editor.undo();
  expect([text("say"), text("ask")]).toEqual(["a", "also theirs"]);
});

test("a conflict survives a reload as it was", async () => {
  const { elsewhere, server } = serve();
  const before = open();
  elsewhere("say", "theirs");
  before.write("say", "mine");
  await later(2_000);
  const left = { ...(before.kept.now as Unsaved), id: "old", scope: "s", at: 0 };
  const loaded: Loaded = { flow: server.flow, etag: `"${server.version}"`, layout: first.layout, layoutEtag: '"layout"' };
  const again = restore([left], loaded, kinds);
  expect(again.conflicts).toMatchObject([{ key: "say /config/text", mine: "mine", theirs: "theirs" }]);
  expect(again.doc.flow.nodes[0]?.config).toEqual({ text: "mine" });
});

test.each([
  [401, "signed-out"],
  [403, "read-only"],
  [404, "gone"],
  [422, "refused"],
])("an answer of %i is told as %s and keeps the edits", async (status, trouble) => {
  const { server } = serve();
  const { write, editor, kept } = open();
  server.status = status;
  write("say", "b");
  await later(2_000);
  expect(editor.getState().save).toMatchObject({ state: "offline", trouble, pending: 1 });
  expect(kept.now).not.toBeNull();
});

test("edits of several tabs that ended come back together", () => {
  serve();
  const keep = (id: string, at: number): Kept => ({
    id,
    scope: "s",
    at,
    base: first,
    etag: '"1"',
    layoutEtag: '"layout"',
    sent: [],
    conflicts: [],
    doc: { ...first, flow: { ...first.flow, nodes: first.flow.nodes.map((one) => (one.id === id ? node(id, "reply", { text: `by ${at}` }) : one)) } },
  });
  const { text, sync } = open([keep("say", 1), keep("ask", 2)]);
  expect([text("say"), text("ask")]).toEqual(["by 1", "by 2"]);
  expect(sync.isDirty()).toBe(true);
});
