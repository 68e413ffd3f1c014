import { type ReactNode, useState } from "react";
import { Copy } from "lucide-react";
import { brief } from "@/flow/complete";
import type { Path } from "@/flow/rhai";
import { proseOf, tableOf } from "@/flow/views";
import { t } from "@/i18n";
import { IconButton } from "@/ui/button";
import { Markdown } from "@/ui/markdown";
import { Table } from "@/ui/table";
import { copyText, DataTree } from "./DataTree";

type Shape = "tree" | "json" | "table" | "text";
const WORDS: Record<Shape, () => string> = { tree: () => t("Tree"), json: () => "JSON", table: () => t("Table"), text: () => t("Text") };
const ROWS = 200;

/** A value in the shapes that suit it: tree, JSON, table, or text as its readers see it. */
export function DataView({ title, value, path, children }: { title: string; value: unknown; path: Path | null; children?: ReactNode }) {
  const [wish, setWish] = useState<Shape>("tree");
  const table = tableOf(value);
  const prose = proseOf(value);
  const shapes: Shape[] = ["tree", "json", ...(table ? (["table"] as const) : []), ...(prose === null ? [] : (["text"] as const))];
  const shape = shapes.includes(wish) ? wish : "tree";
  const json = () => JSON.stringify(value ?? null, null, 2);
  return (
    <section aria-label={title} className="flex min-w-0 flex-col gap-1.5">
      <div className="flex flex-wrap items-center justify-between gap-x-2">
        <h3 className="font-semibold">{title}</h3>
        <div className="flex items-center gap-1">
          <div role="group" aria-label={t("How {title} is shown", { title })} className="flex rounded-control border border-line">
            {shapes.map((one) => (
              <button key={one} type="button" aria-pressed={one === shape} onClick={() => setWish(one)} className="h-6 px-2 text-xs text-muted aria-pressed:bg-sunken aria-pressed:font-medium aria-pressed:text-text">
                {WORDS[one]()}
              </button>
            ))}
          </div>
          <IconButton size="sm" label={t("Copy {title}", { title })} onClick={() => copyText(typeof value === "string" ? value : json(), t("Copied {title}", { title }))}>
            <Copy size={14} aria-hidden />
          </IconButton>
        </div>
      </div>
      {value === undefined ? (
        <p className="text-muted">{t("There is nothing here.")}</p>
      ) : shape === "json" ? (
        // What is too wide or too long scrolls in itself, by keyboard too.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <pre tabIndex={0} className="max-h-[60vh] overflow-auto rounded-control bg-sunken p-2 font-mono text-xs leading-5">
          {json()}
        </pre>
      ) : shape === "table" && table ? (
        <>
          <Table label={t("{title}, as a table", { title })} head={table.columns}>
            {table.rows.slice(0, ROWS).map((row, index) => (
              <tr key={index}>
                {row.map((cell, at) => (
                  <td key={at} className="max-w-60 truncate" title={brief(cell, 400)}>
                    {brief(cell, 80)}
                  </td>
                ))}
              </tr>
            ))}
          </Table>
          {table.rows.length > ROWS && <p className="text-xs text-muted">{t("The first {shown} of {count} rows; the tree has all.", { shown: ROWS, count: table.rows.length })}</p>}
        </>
      ) : shape === "text" && prose !== null ? (
        <div className="rounded-control border border-line p-3">
          <Markdown text={prose} />
        </div>
      ) : (
        <DataTree value={value} path={path} />
      )}
      {children}
    </section>
  );
}
