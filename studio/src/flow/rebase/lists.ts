// Lists in a three-way merge: sets, and the order of things.
import { equal, type Maybe, type Sides } from "./decide";

const listed = (value: Maybe): unknown[] => (Array.isArray(value) ? value : []);
const has = (list: unknown[], item: unknown) => list.some((one) => equal(one, item));

/** What one side added is there, what one side took out is gone. */
export function mergeSet(sides: Sides): unknown[] {
  const my = listed(sides.my);
  const their = listed(sides.their);
  const was = sides.was.map(listed);
  const wasIn = (item: unknown) => was.some((old) => has(old, item));
  const kept = my.filter((item) => has(their, item) || !has(was[0] ?? [], item));
  return [...kept, ...their.filter((item) => !has(my, item) && !wasIn(item))];
}

/** The order of `ids`: theirs where I left the order alone, mine elsewhere; what only one side has stands after what it followed there. */
export function mergeOrder(was: string[], my: string[], their: string[], ids: ReadonlySet<string>): string[] {
  const common = new Set(was.filter((id) => my.includes(id)));
  const mineMoved = my.filter((id) => common.has(id)).join() !== was.filter((id) => common.has(id)).join();
  const [skeleton, other] = mineMoved ? [my, their] : [their, my];
  const result = skeleton.filter((id) => ids.has(id));
  const placed = new Set(result);
  other.forEach((id, index) => {
    if (!ids.has(id) || placed.has(id)) return;
    const before = other.slice(0, index).findLast((one) => placed.has(one));
    // Several in a row keep their order; those of the other side that follow the same one stand first.
    let spot = before === undefined ? 0 : result.indexOf(before) + 1;
    while (!other.includes(result[spot] ?? "") && spot < result.length && !was.includes(result[spot] ?? "")) spot += 1;
    result.splice(spot, 0, id);
    placed.add(id);
  });
  return result;
}
