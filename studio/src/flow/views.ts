// A value of a run in other shapes than a tree: rows and columns, or the text that people read.
export interface TableView {
  columns: string[];
  rows: unknown[][];
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

/** A list of objects; the list that is the only one in an object counts too. */
export function tableOf(value: unknown): TableView | null {
  const list = Array.isArray(value) ? (value as unknown[]) : isObject(value) ? onlyList(value) : null;
  if (!list || list.length === 0 || !list.every(isObject)) return null;
  const columns = [...new Set(list.flatMap((item) => Object.keys(item)))];
  return { columns, rows: list.map((item) => columns.map((column) => item[column])) };
}

function onlyList(value: Record<string, unknown>): unknown[] | null {
  const lists = Object.values(value).filter((one): one is unknown[] => Array.isArray(one) && one.length > 0 && one.every(isObject));
  return lists.length === 1 ? (lists[0] ?? null) : null;
}

/** A text, or the one that a node gives as its `text`. */
export function proseOf(value: unknown): string | null {
  const text = isObject(value) ? value.text : value;
  return typeof text === "string" && text.trim() !== "" ? text : null;
}
