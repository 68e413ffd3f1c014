// Which items of maps, and which times through loops, the steps of a node belong to.

/** The frames around the drawn node, outermost first: how often each was entered before, and which item, counted from 1. */
function framesAround({ address, node }: { address: string; node: string }): { entered: number; item: number }[] {
  const parts = address.split("/");
  const around = parts.slice(0, parts.findIndex((part) => part.replace(/[#[].*/, "") === node));
  return around.map((part) => /(?:#(\d+))?\[(\d+)\]$/.exec(part)).map((found) => ({ entered: Number(found?.[1] ?? 1), item: Number(found?.[2] ?? 0) + 1 }));
}

/** Which item of the maps and loops around its node a step belongs to: `3`, in nested ones `3.1`; empty outside of them. */
export const itemOf = (step: { address: string; node: string }): string =>
  framesAround(step)
    .map(({ item }) => item)
    .join(".");

/** Steps of one node in the order of the items, in whichever order these were worked on. */
export function byItem<S extends { address: string; node: string }>(steps: readonly S[]): S[] {
  const places = new Map(steps.map((step) => [step, framesAround(step).flatMap(({ entered, item }) => [entered, item])]));
  const gap = (a: number[], b: number[]) => a.map((one, at) => one - (b[at] ?? 0)).find((one) => one !== 0) ?? 0;
  return steps.toSorted((a, b) => gap(places.get(a) ?? [], places.get(b) ?? []));
}
