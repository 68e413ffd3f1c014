// The tree of values as the lines that are seen of it.
import { flat, type Name } from "@/flow/scope";

export interface Row {
  name: Name;
  depth: number;
  /** `null`: there is nothing in it. */
  isOpen: boolean | null;
  label: string;
}

export function rowsOf(names: Name[], open: ReadonlySet<string>, search: string): Row[] {
  const wanted = search.trim().toLowerCase();
  if (wanted) {
    const found = flat(names, 5, 600).filter((name) => name.path.toLowerCase().includes(wanted) || name.label.toLowerCase().includes(wanted));
    return found.slice(0, 80).map((name) => ({ name, depth: 0, isOpen: null, label: name.path }));
  }
  const rows: Row[] = [];
  const visit = (list: Name[], depth: number) => {
    for (const name of list) {
      const isOpen = name.children.length === 0 ? null : open.has(name.path);
      rows.push({ name, depth, isOpen, label: name.label });
      if (isOpen) visit(name.children, depth + 1);
    }
  };
  visit(names, 0);
  return rows;
}

export type Step = { at: number } | { toggle: string; isOpen: boolean } | null;

/** What a key does in the tree, as trees do it everywhere. */
export function stepFor(key: string, rows: Row[], at: number): Step {
  const row = rows[at];
  if (!row) return null;
  const parent = () => rows.findLastIndex((one, index) => index < at && one.depth < row.depth);
  switch (key) {
    case "ArrowDown":
      return { at: Math.min(rows.length - 1, at + 1) };
    case "ArrowUp":
      return { at: at - 1 };
    case "Home":
      return { at: 0 };
    case "End":
      return { at: rows.length - 1 };
    case "ArrowRight":
      if (row.isOpen === null) return null;
      return row.isOpen ? { at: at + 1 } : { toggle: row.name.path, isOpen: true };
    case "ArrowLeft":
      if (row.isOpen) return { toggle: row.name.path, isOpen: false };
      return row.depth > 0 ? { at: parent() } : null;
    default:
      return null;
  }
}
