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

/** Of a step inside an agent: with which question to its model it came, counted from 1. What a model called follows its question. */
export function turnAt(address: string, steps: readonly { address: string; turn: number | null }[], kindOf: (address: string) => string | undefined): number | null {
  const { owner, entered, leaf } = placeOf(address);
  if (owner === null || kindOf(owner) !== "agent") return null;
  const before = steps.findLast((step) => {
    const place = step.turn === null ? null : placeOf(step.address);
    return place?.owner === owner && place.entered === entered;
  });
  return Math.max(1, (before?.turn ?? 0) + (leaf === "model" ? 1 : 0));
}
