// The flow as a tree of steps: what is in the body of a step lies below it, and can be folded away.
import { ancestors, nested } from "./bodies";
import { shapeOf } from "./document";
import type { Flow, NodeId } from "./types";

export interface OutlineStep {
  id: NodeId;
  /** How many bodies it is inside of. */
  depth: number;
  parent: NodeId | undefined;
  /** Which one it is of those beside it, from 1, and how many they are. */
  place: number;
  beside: number;
  /** How many steps lie right below it. */
  inside: number;
}

const trees = new WeakMap<Flow, OutlineStep[]>();

/** Every step, each before what is in it. */
export function outlineOf(flow: Flow): OutlineStep[] {
  const shape = shapeOf(flow);
  const known = trees.get(shape);
  if (known) return known;
  const steps: OutlineStep[] = [];
  const path: OutlineStep[] = [];
  const below = new Map<NodeId | undefined, OutlineStep[]>();
  for (const { id, depth } of nested(flow)) {
    path.length = Math.min(path.length, depth);
    const above = path[depth - 1];
    const siblings = below.get(above?.id) ?? [];
    const step: OutlineStep = { id, depth, parent: above?.id, place: siblings.length + 1, beside: 0, inside: 0 };
    siblings.push(step);
    below.set(above?.id, siblings);
    if (above) above.inside += 1;
    path.push(step);
    steps.push(step);
  }
  for (const siblings of below.values()) for (const step of siblings) step.beside = siblings.length;
  if (Object.isFrozen(shape)) trees.set(shape, steps);
  return steps;
}

/** Those that are not inside of a folded one. */
export function unfolded(steps: OutlineStep[], folded: ReadonlySet<NodeId>): OutlineStep[] {
  if (folded.size === 0) return steps;
  let under = Infinity;
  return steps.filter(({ id, depth }) => {
    if (depth > under) return false;
    under = folded.has(id) ? depth : Infinity;
    return true;
  });
}

/** What is folded still, when a step is to be seen. */
export function showing(flow: Flow, folded: ReadonlySet<NodeId>, id: NodeId): ReadonlySet<NodeId> {
  const around = ancestors(flow, id).filter((one) => folded.has(one));
  if (around.length === 0) return folded;
  return new Set([...folded].filter((one) => !around.includes(one)));
}
