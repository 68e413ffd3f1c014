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

export interface Row<S> {
  step: S;
  depth: number;
  index: number | null;
  /** Steps of the same node that are left out after this one. */
  omitted: number;
}

/** So many steps are listed inside one node; of ten thousand items nobody reads more. */
const MOST = 200;

/** Steps in order, each followed by what ran inside it, by item. Those under way or failed are never left out for others. */
export function rowsOf<S extends { address: string; iteration: number; status: string }>(steps: readonly S[], most = MOST): Row<S>[] {
  const inside = new Map<string, S[]>();
  const known = new Set(steps.map((step) => `${step.address} ${step.iteration}`));
  const top: S[] = [];
  for (const step of steps) {
    const { owner, entered } = placeOf(step.address);
    const key = `${owner} ${entered}`;
    if (owner === null || !known.has(key)) top.push(step);
    else if (inside.has(key)) inside.get(key)?.push(step);
    else inside.set(key, [step]);
  }
  const rows: Row<S>[] = [];
  const visit = (step: S, depth: number) => {
    const row: Row<S> = { step, depth, index: placeOf(step.address).index, omitted: 0 };
    rows.push(row);
    const all = inside.get(`${step.address} ${step.iteration}`) ?? [];
    const chosen = new Set(all.length > most ? [...all.filter((one) => one.status !== "done" && one.status !== "skipped"), ...all.toReversed()].slice(0, most) : all);
    row.omitted = all.length - chosen.size;
    const sorted = all.filter((one) => chosen.has(one)).toSorted((a, b) => (placeOf(a.address).index ?? 0) - (placeOf(b.address).index ?? 0));
    for (const one of sorted) visit(one, depth + 1);
  };
  for (const step of top) visit(step, 0);
  return rows;
}
