// Two texts compared by word, in the same terms in which the server compares long ones. A `{{ … }}` is never taken apart.
import type { Words } from "./generated/flow";

const TOKEN = /\{\{[\s\S]*?\}\}|[\p{L}\p{N}_']+|\n|[^\S\n]+|[\s\S]/gu;

/** Beyond this many steps the middle is shown as one change: what reads as one anyway. */
const MOST = 250_000;

export function wordDiff(was: string, now: string): Words[] {
  const a = was.match(TOKEN) ?? [];
  const b = now.match(TOKEN) ?? [];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const found: Step[] = [...steps("same", a.slice(0, start)), ...between(a.slice(start, a.length - end), b.slice(start, b.length - end)), ...steps("same", a.slice(a.length - end))];
  return joined(found);
}

interface Step {
  is: "same" | "removed" | "added";
  token: string;
}

const steps = (is: Step["is"], tokens: string[]): Step[] => tokens.map((token) => ({ is, token }));

/** By the longest common subsequence. */
function between(a: string[], b: string[]): Step[] {
  if (a.length * b.length > MOST) return [...steps("removed", a), ...steps("added", b)];
  const width = b.length + 1;
  const length = new Uint32Array((a.length + 1) * width);
  const at = (x: number, y: number) => length[x * width + y] ?? 0;
  for (let x = a.length - 1; x >= 0; x -= 1) {
    for (let y = b.length - 1; y >= 0; y -= 1) length[x * width + y] = a[x] === b[y] ? at(x + 1, y + 1) + 1 : Math.max(at(x + 1, y), at(x, y + 1));
  }
  const found: Step[] = [];
  let [x, y] = [0, 0];
  while (x < a.length || y < b.length) {
    const [left, right] = [a[x], b[y]];
    if (left !== undefined && left === right) {
      found.push({ is: "same", token: left });
      x += 1;
      y += 1;
    } else if (left !== undefined && (right === undefined || at(x + 1, y) >= at(x, y + 1))) {
      found.push({ is: "removed", token: left });
      x += 1;
    } else if (right !== undefined) {
      found.push({ is: "added", token: right });
      y += 1;
    }
  }
  return found;
}

/** Stretches instead of tokens; two changed words with a blank between them are one change to read. */
function joined(found: Step[]): Words[] {
  const out: Words[] = [];
  let [same, removed, added] = ["", "", ""];
  const flush = () => {
    if (removed) out.push({ removed });
    if (added) out.push({ added });
    [removed, added] = ["", ""];
  };
  found.forEach((step, index) => {
    if (step.is === "same") {
      const isBridge = /^[^\S\n]+$/.test(step.token) && (removed || added) && found[index + 1] && found[index + 1]?.is !== "same";
      if (isBridge) {
        removed += step.token;
        added += step.token;
        return;
      }
      flush();
      same += step.token;
      return;
    }
    if (same) out.push({ same });
    same = "";
    if (step.is === "removed") removed += step.token;
    else added += step.token;
  });
  flush();
  if (same) out.push({ same });
  return out;
}
