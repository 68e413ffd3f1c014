// Whether what is in a clip has the form that the flow document asks for. Everything that the server would not read is named here, by its
// place in the text: `nodes[0].config`.
import { t } from "@/i18n";

/** Says what is wrong with a value at a place; `null` when nothing is. */
type Check = (value: unknown, place: string) => string | null;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);
const isCount = (value: unknown) => Number.isInteger(value) && (value as number) >= 0 && (value as number) < 2 ** 32;

const text: Check = (value, place) => (typeof value === "string" ? null : t("Nothing was pasted: ‘{place}’ must be a text.", { place }));
const object: Check = (value, place) => (isObject(value) ? null : t("Nothing was pasted: ‘{place}’ must be an object.", { place }));
const yesNo: Check = (value, place) => (typeof value === "boolean" ? null : t("Nothing was pasted: ‘{place}’ must be true or false.", { place }));
const number: Check = (value, place) => (Number.isFinite(value) ? null : t("Nothing was pasted: ‘{place}’ must be a number.", { place }));
const count: Check = (value, place) => (isCount(value) ? null : t("Nothing was pasted: ‘{place}’ must be a whole number.", { place }));
const anything: Check = () => null;

const orNull = (check: Check): Check => (value, place) => (value === null ? null : check(value, place));

const list =
  (check: Check): Check =>
  (value, place) =>
    Array.isArray(value) ? firstOf(value.entries(), (at, one) => check(one, `${place}[${at}]`)) : t("Nothing was pasted: ‘{place}’ must be a list.", { place });

/** An object with these fields; others are refused when it is `strict`, as the server does. */
const record =
  (needed: Record<string, Check>, optional: Record<string, Check> = {}, strict = true): Check =>
  (value, place) => {
    if (!isObject(value)) return object(value, place);
    const known = new Map([...Object.entries(needed), ...Object.entries(optional)]);
    const inner = (key: string) => (place ? `${place}.${key}` : key);
    const missing = firstOf(Object.entries(needed), (key, check) => (Object.hasOwn(value, key) ? null : check(undefined, inner(key))));
    const unknown = (key: string) => (strict ? t("Nothing was pasted: nothing is known of ‘{place}’.", { place: inner(key) }) : null);
    return missing ?? firstOf(Object.entries(value), (key, one) => (known.get(key) ?? (() => unknown(key)))(one, inner(key)));
  };

const spots: Check = (value, place) => object(value, place) ?? firstOf(Object.entries(value as object), (id, at) => record({ x: number, y: number }, {}, false)(at, `${place}.${id}`));

const join: Check = (value, place) => (value === "all" || value === "any" ? null : isObject(value) ? record({ quorum: count })(value, place) : object(value, place));

const node = record(
  { id: text, kind: text },
  {
    title: text,
    config: object,
    retry: orNull(record({ attempts: count }, { backoff: orNull(text), factor: orNull(number) })),
    timeout: orNull(text),
    on_error: orNull(record({ continue: anything })),
    join,
    cancel_others: yesNo,
    max_iterations: orNull(count),
    parent: orNull(text),
    disabled: yesNo,
    notes: text,
  },
);

const clip = record({ nodes: list(node), edges: list(record({ from: text, to: text })) }, { layout: spots }, false);

/** The first thing that is wrong, in a sentence. Notes and groups are not looked at: what is wrong of them is left out. */
export const wrongIn = (value: unknown): string | null => clip(value, "");

function firstOf<K, V>(entries: Iterable<[K, V]>, check: (key: K, value: V) => string | null): string | null {
  for (const [key, value] of entries) {
    const found = check(key, value);
    if (found) return found;
  }
  return null;
}
