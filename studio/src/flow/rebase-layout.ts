// Somebody else moved things meanwhile. Layout is never worth a question: mine where I changed something, theirs elsewhere.
import { same } from "./document";
import type { Layout } from "./types";

export function rebaseLayout(base: Layout, mine: Layout, theirs: Layout): Layout {
  const nodes = merged(base.nodes, mine.nodes, theirs.nodes);
  const groups = listed(base.groups, mine.groups, theirs.groups);
  const notes = listed(base.notes, mine.notes, theirs.notes);
  const { groups: _groups, notes: _notes, ...rest } = { ...theirs, ...(same(base.viewport, mine.viewport) ? {} : { viewport: mine.viewport }) };
  return { ...rest, nodes, ...(groups.length > 0 && { groups: apart(groups) }), ...(notes.length > 0 && { notes }) };
}

/** Entry by entry. What one side took out and the other left alone is out. */
function merged<T>(base: Record<string, T>, mine: Record<string, T>, theirs: Record<string, T>): Record<string, T> {
  const result: Record<string, T> = {};
  for (const key of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
    const value = same(mine[key], base[key]) ? theirs[key] : mine[key];
    if (value !== undefined) result[key] = value;
  }
  return result;
}

function listed<T extends { id: string }>(base: T[] = [], mine: T[] = [], theirs: T[] = []): T[] {
  const by = (list: T[]) => Object.fromEntries(list.map((one) => [one.id, one]));
  return Object.values(merged(by(base), by(mine), by(theirs)));
}

/** A node that both put into a group, each into another, stays in the first. */
function apart<T extends { nodes: string[] }>(groups: T[]): T[] {
  const taken = new Set<string>();
  return groups
    .map((group) => {
      const nodes = group.nodes.filter((id) => !taken.has(id));
      for (const id of nodes) taken.add(id);
      return nodes.length === group.nodes.length ? group : { ...group, nodes };
    })
    .filter((group) => group.nodes.length > 0);
}
