import type { CSSProperties, ReactNode } from "react";

interface TableProps {
  label: string;
  head: ReactNode[];
  children: ReactNode;
}

/** A table; on phones each row becomes a card in which every value stands under the name of its column (see `.stacking`). */
export function Table({ label, head, children }: TableProps) {
  const names = Object.fromEntries(head.flatMap((cell, at) => (typeof cell === "string" ? [[`--column-${at + 1}`, JSON.stringify(cell)]] : [])));
  return (
    // What is still too wide scrolls in itself, by keyboard too. Positioned, so that hidden words in it (for screen readers) are
    // clipped with it and do not widen the page.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div role="region" aria-label={label} tabIndex={0} className="relative overflow-x-auto rounded-card border border-line bg-surface">
      <table className="stacking w-full border-collapse text-left" style={names as CSSProperties}>
        <thead>
          <tr className="border-b border-line text-xs text-muted">
            {head.map((cell, index) => (
              <th key={index} scope="col" className="px-3 py-2 font-medium whitespace-nowrap">
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="[&>tr:last-child]:border-0 [&>tr>td]:px-3 [&>tr>td]:py-row [&>tr]:border-b [&>tr]:border-line">{children}</tbody>
      </table>
    </div>
  );
}
