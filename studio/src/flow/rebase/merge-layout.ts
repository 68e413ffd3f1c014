// What only the canvas shows. Places are never worth a question; what people wrote is.
import type { Layout } from "../types";
import { byKey, type Decider, equal, GONE, type Json, type Sides } from "./decide";
import { mergeOrder, mergeSet } from "./lists";
import { itemsById } from "./renames";

/** Written by people; everything else about a note or a frame is a place or a look. */
const WORDS = new Set(["text", "title"]);

export function mergeLayout(sides: Sides<Layout>, decider: Decider): Layout {
  const layout = byKey(sides, (key, one) => {
    if (key === "nodes") return byKey(one, (_, place) => decider.quietly(place));
    const isList = [one.my, one.their].some(Array.isArray);
    return isList ? mergeItems(key, one, decider) : decider.quietly(one);
  });
  return { nodes: {}, ...(inOneGroup(layout, sides.my) as Partial<Layout>) };
}

/** Notes and frames: things with an id. */
function mergeItems(list: string, sides: Sides, decider: Decider): Json[] {
  const lists = { was: sides.was.map(itemsById), my: itemsById(sides.my), their: itemsById(sides.their) };
  const result = new Map<string, Json>();
  for (const id of new Set([...lists.my.keys(), ...lists.their.keys()])) {
    const item: Sides = { was: lists.was.map((old) => old.get(id) ?? GONE), my: lists.my.get(id) ?? GONE, their: lists.their.get(id) ?? GONE };
    const merged = item.my === GONE || item.their === GONE ? decider.decide({ part: "layout", path: [list, id] }, item) : mergeItem([list, id], item, decider);
    if (merged !== GONE) result.set(id, merged as Json);
  }
  const was = lists.was[0] ?? new Map<string, Json>();
  return mergeOrder([...was.keys()], [...lists.my.keys()], [...lists.their.keys()], new Set(result.keys())).map((id) => result.get(id) as Json);
}

function mergeItem(path: string[], item: Sides, decider: Decider): Json {
  return byKey(item, (key, one) => {
    if (WORDS.has(key)) return decider.decide({ part: "layout", path: [...path, key] }, one);
    return key === "nodes" ? mergeSet(one) : decider.quietly(one);
  });
}

/** A node that each put into another frame is in mine. */
function inOneGroup(layout: Json, my: Layout): Json {
  const mine = itemsById((my as unknown as Json).groups);
  if (!Array.isArray(layout.groups)) return layout;
  const isElsewhere = (group: string, node: unknown) => [...mine].some(([id, other]) => id !== group && (other.nodes as unknown[]).some((one) => equal(one, node)));
  const groups = (layout.groups as Json[]).map((group) => {
    const nodes = (group.nodes as unknown[] | undefined) ?? [];
    const own = (mine.get(group.id as string)?.nodes as unknown[] | undefined) ?? [];
    return { ...group, nodes: nodes.filter((node) => own.includes(node) || !isElsewhere(group.id as string, node)) };
  });
  return { ...layout, groups: groups.filter((group) => group.nodes.length > 0) };
}
