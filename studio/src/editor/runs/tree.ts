// Steps as they are listed: what ran inside of a step stands under it.
import { placeOf } from "./address";

export interface Branch<S> {
  step: S;
  /** What ran inside it, by item. */
  inside: Branch<S>[];
  index: number | null;
}

/** Steps in order, each with what ran inside it: items of a map, times through a loop, parts of a sub-flow, turns of an agent. */
export function treeOf<S extends { address: string; iteration: number }>(steps: readonly S[]): Branch<S>[] {
  const known = new Map<string, Branch<S>>();
  const top: Branch<S>[] = [];
  for (const step of steps) {
    const { owner, entered, index } = placeOf(step.address);
    const branch: Branch<S> = { step, inside: [], index };
    known.set(`${step.address} ${step.iteration}`, branch);
    const around = owner === null ? undefined : known.get(`${owner} ${entered}`);
    if (around) around.inside.push(branch);
    else top.push(branch);
  }
  for (const branch of known.values()) branch.inside.sort((a, b) => (a.index ?? 0) - (b.index ?? 0));
  return top;
}

export interface Row<S> {
  step: S;
  depth: number;
  index: number | null;
  /** How many steps ran inside it, all levels together. */
  inside: number;
  /** Of its items, those that are over. */
  itemsDone: number;
  open: boolean;
}

/** What is listed: the inside of a closed step is not. */
export function rowsOf<S extends { endedAt: number | null }>(tree: readonly Branch<S>[], isOpen: (branch: Branch<S>) => boolean, depth = 0): Row<S>[] {
  return tree.flatMap((branch) => {
    const open = branch.inside.length > 0 && isOpen(branch);
    const row = { step: branch.step, depth, index: branch.index, inside: sizeOf(branch.inside), itemsDone: itemsDone(branch.inside), open };
    return open ? [row, ...rowsOf(branch.inside, isOpen, depth + 1)] : [row];
  });
}

const sizeOf = <S>(inside: readonly Branch<S>[]): number => inside.reduce((sum, branch) => sum + 1 + sizeOf(branch.inside), 0);

/** Items of which nothing is under way any more. */
function itemsDone(inside: readonly Branch<{ endedAt: number | null }>[]): number {
  if (inside.length === 0) return 0;
  const begun = new Set(inside.map((branch) => branch.index));
  const open = new Set(inside.filter((branch) => branch.step.endedAt === null).map((branch) => branch.index));
  return begun.size - open.size;
}
