// What must hold for any edits whatever, tried on many that chance makes (with fixed seeds, so that a failure comes again).
import { produce } from "immer";
import { expect, test } from "vitest";
import { docOf, flow, kinds, node } from "@/testing/builders";
import { type Doc, edgeId, findNode, same, sourceOf } from "./document";
import { connect, disconnect, removeNodes, renameNode } from "./ops";
import { rebase } from "./rebase";

const ROUNDS = 60;
const FIELDS = ["text", "note", "extra"];

/** Mulberry32: small, and the same everywhere. */
function chance(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return { below: (n: number) => Math.floor(next() * n), of: <T>(list: T[]): T => list[Math.floor(next() * list.length)] as T };
}

const ids = Array.from({ length: 12 }, (_, n) => `n${n}`);
const start = docOf(
  flow(
    ids.map((id, n) => node(id, "template", { text: `${id} after {{ ${ids[n - 1] ?? "input"}.text }}`, note: id })),
    ids.map((id, n) => `${ids[n - 1] ?? "start"}>${id}`).join(" "),
  ),
);

type Step = (doc: Doc) => void;

/** Edits that touch only the nodes given; new ones begin with `who`. */
function steps(who: string, allowed: string[], seed: number, canRename: boolean): Step[] {
  const die = chance(seed);
  return Array.from({ length: 1 + die.below(8) }, (_, n): Step => {
    const id = die.of(allowed);
    const other = die.of(allowed);
    const field = die.of(FIELDS);
    const value = `${who} wrote ${seed}.${n}`;
    const kind = die.below(canRename ? 9 : 8);
    const place = { x: die.below(100) * 8, y: die.below(100) * 8 };
    const its = (doc: Doc) => doc.flow.nodes.find((one) => one.id === id);
    return (doc) => {
      const found = its(doc);
      if (kind === 0) {
        doc.flow.nodes.push(node(`${who}${n}`, "reply", { text: value }));
        doc.layout.nodes[`${who}${n}`] = place;
        if (found) connect(doc, { node: id, port: "error" }, `${who}${n}`);
      } else if (kind === 1) removeNodes(doc, new Set([id]), false);
      else if (kind === 2 && found && doc.flow.nodes.some((one) => one.id === other)) connect(doc, { node: id, port: "error" }, other);
      else if (kind === 3) disconnect(doc, new Set(doc.flow.edges.filter((edge) => sourceOf(edge).node === id && allowed.includes(edge.to)).map(edgeId)));
      else if (kind === 4 && found) doc.layout.nodes[id] = place;
      else if (kind === 5) doc.flow.state = { ...doc.flow.state, [`${who}_${n % 3}`]: { schema: { type: "string" }, default: value } } as never;
      else if (kind === 6 && found) found.title = value;
      else if (kind === 8 && found) renameNode(doc, kinds, id, `${who}_named_${n}`);
      else if (found) found.config = { ...found.config, [field]: value };
    };
  });
}

const apply = (doc: Doc, list: Step[]): Doc => list.reduce((before, step) => produce(before, (draft) => void step(draft as Doc)), doc);

const canonical = (doc: Doc) => ({
  ...doc.flow,
  nodes: doc.flow.nodes.toSorted((a, b) => a.id.localeCompare(b.id)),
  edges: doc.flow.edges.map(edgeId).toSorted(),
  places: doc.layout.nodes,
});

test("edits that do not overlap give what both of them, one after the other, give; and ask nothing", () => {
  for (let seed = 1; seed <= ROUNDS; seed += 1) {
    const my = steps("m", ids.slice(0, 6), seed, true);
    const their = steps("t", ids.slice(6), seed + 10_000, true);
    const mine = apply(start, my);
    const theirs = apply(start, their);
    const { doc, conflicts } = rebase({ base: start, mine, theirs, kinds });
    expect({ seed, conflicts }).toEqual({ seed, conflicts: [] });
    expect({ seed, doc: canonical(doc) }).toEqual({ seed, doc: canonical(apply(mine, their)) });
  }
});

test("a side without edits changes nothing, and a rebase on what I sent is what I have", () => {
  for (let seed = 1; seed <= ROUNDS; seed += 1) {
    const mine = apply(start, steps("m", ids, seed, true));
    expect(rebase({ base: start, mine, theirs: start, kinds })).toMatchObject({ conflicts: [], merged: 0 });
    expect(canonical(rebase({ base: start, mine, theirs: start, kinds }).doc)).toEqual(canonical(mine));
    expect(canonical(rebase({ base: start, mine: start, theirs: mine, kinds }).doc)).toEqual(canonical(mine));
    const later = apply(mine, steps("l", ids, seed + 1, false));
    expect({ seed, conflicts: rebase({ base: start, mine: later, theirs: mine, sent: [mine], kinds }).conflicts }).toEqual({ seed, conflicts: [] });
  }
});

test("nothing of mine is ever absent from both the result and the list of questions", () => {
  for (let seed = 1; seed <= ROUNDS * 2; seed += 1) {
    const mine = apply(start, steps("m", ids, seed, false));
    const theirs = apply(start, steps("t", ids, seed + 20_000, false));
    // Half of them had been sent, and nobody knows whether they arrived.
    const { doc, conflicts } = rebase({ base: start, mine, theirs, sent: seed % 2 ? [mine] : [], kinds });
    const isAsked = (id: string, path?: string) => conflicts.some((one) => one.node === id && (one.path.length === 0 || one.path.join("/") === path));
    const lost: string[] = [];
    for (const now of mine.flow.nodes) {
      const was = findNode(start.flow, now.id);
      const there = findNode(doc.flow, now.id);
      for (const field of FIELDS) {
        const value = now.config?.[field];
        if (!same(value, was?.config?.[field]) && !same(value, there?.config?.[field]) && !isAsked(now.id, `config/${field}`)) lost.push(`${now.id} ${field}`);
      }
      if (now.title !== was?.title && now.title !== there?.title && !isAsked(now.id, "title")) lost.push(`${now.id} title`);
      if (!was && !there) lost.push(now.id);
    }
    for (const { id } of start.flow.nodes) if (!findNode(mine.flow, id) && findNode(doc.flow, id) && !isAsked(id)) lost.push(`deletion of ${id}`);
    const edges = new Set(doc.flow.edges.map(edgeId));
    const before = new Set(start.flow.edges.map(edgeId));
    for (const edge of mine.flow.edges) {
      const isMine = !before.has(edgeId(edge));
      if (isMine && !edges.has(edgeId(edge)) && !isAsked(edge.to) && !isAsked(sourceOf(edge).node)) lost.push(edgeId(edge));
    }
    expect({ seed, lost }).toEqual({ seed, lost: [] });
  }
});
