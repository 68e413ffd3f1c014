// Addresses of steps: `each[3]/kb` is the node `kb` for item 3 of `each`; `each#2[0]/kb` when `each` was entered a second time.

export interface Place {
  /** Address of the node whose frame the step is in; `null` for a step of the flow itself. */
  owner: string | null;
  /** How often the owner had been entered before. */
  entered: number;
  /** Item, time through, or turn. */
  index: number | null;
  /** The node's id in the frame. */
  leaf: string;
}

export function placeOf(address: string): Place {
  const slash = address.lastIndexOf("/");
  if (slash < 0) return { owner: null, entered: 0, index: null, leaf: address };
  const leaf = address.slice(slash + 1);
  const frame = /^(.*?)(?:#(\d+))?\[(\d+)\]$/.exec(address.slice(0, slash));
  if (!frame) return { owner: address.slice(0, slash), entered: 0, index: null, leaf };
  return { owner: frame[1] as string, entered: frame[2] ? Number(frame[2]) - 1 : 0, index: Number(frame[3]), leaf };
}

/** The drawn node that shows a step: its own in a body; for what runs inside a sub-flow or an agent, that node. */
export function drawnAt(address: string, kindOf: (address: string) => string | undefined): string {
  const { owner, leaf } = placeOf(address);
  if (owner === null) return address;
  const around = drawnAt(owner, kindOf);
  // Inside something that has a flow of its own, everything is shown by that.
  if (around !== placeOf(owner).leaf) return around;
  const kind = kindOf(owner);
  return kind === "map" || kind === "loop" ? leaf : around;
}

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
  open: boolean;
}

/** What is listed: the inside of a closed step is not. */
export function rowsOf<S>(tree: readonly Branch<S>[], isOpen: (branch: Branch<S>) => boolean, depth = 0): Row<S>[] {
  return tree.flatMap((branch) => {
    const open = branch.inside.length > 0 && isOpen(branch);
    const row = { step: branch.step, depth, index: branch.index, inside: sizeOf(branch.inside), open };
    return open ? [row, ...rowsOf(branch.inside, isOpen, depth + 1)] : [row];
  });
}

const sizeOf = <S>(inside: readonly Branch<S>[]): number => inside.reduce((sum, branch) => sum + 1 + sizeOf(branch.inside), 0);
