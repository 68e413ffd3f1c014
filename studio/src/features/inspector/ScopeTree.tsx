import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import { ChevronRight } from "lucide-react";
import { brief } from "@/flow/complete";
import type { Name } from "@/flow/scope";
import { t } from "@/i18n";
import { cx } from "@/lib/cx";
import { Input } from "@/ui/field";
import { useShownRun } from "./last-run";
import { rowsOf, stepFor } from "./scope-rows";

/** What an expression here may read: from the schemas before any run, with values after one. Walked with the arrow keys. */
export function ScopeTree({ names, onPick }: { names: () => Name[]; onPick: (path: string) => void }) {
  // Values may come while it is open.
  const all = useMemo(() => names(), [names]);
  const { last } = useShownRun();
  const [search, setSearch] = useState("");
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(all[0] ? [all[0].path] : []));
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const rows = rowsOf(all, open, search);
  const here = Math.max(0, Math.min(at, rows.length - 1));
  const go = (index: number) => {
    setAt(index);
    list.current?.querySelectorAll<HTMLElement>("[role=treeitem]")[index]?.focus();
  };
  const toggle = (path: string, isOpen: boolean) => setOpen((before) => new Set(isOpen ? [...before, path] : [...before].filter((one) => one !== path)));
  const onKey = (event: KeyboardEvent, index: number) => {
    const row = rows[index];
    if (!row) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      return onPick(row.name.path);
    }
    const step = stepFor(event.key, rows, index);
    if (!step) return;
    event.preventDefault();
    if ("toggle" in step) return toggle(step.toggle, step.isOpen);
    if (step.at >= 0) return go(step.at);
    setAt(0);
    list.current?.parentElement?.querySelector("input")?.focus();
  };
  return (
    <div className="flex flex-col gap-2">
      <Input
        type="search"
        aria-label={t("Find a value")}
        placeholder={t("Find a value…")}
        value={search}
        onChange={(event) => {
          setSearch(event.target.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.key === "ArrowDown" && rows.length > 0) {
            event.preventDefault();
            go(0);
          } else if (event.key === "Enter" && search && rows[0]) {
            event.preventDefault();
            onPick(rows[0].name.path);
          }
        }}
      />
      {rows.length === 0 && <p className="text-muted">{t("Nothing in scope has this name. A value must come from a node before this one.")}</p>}
      {rows.length > 0 && (
        <div ref={list} role="tree" aria-label={t("Values in scope")} className="flex flex-col">
          {rows.map((row, index) => (
            <div
              key={row.name.path}
              role="treeitem"
              aria-level={row.depth + 1}
              aria-expanded={row.isOpen ?? undefined}
              aria-selected={index === here}
              tabIndex={index === here ? 0 : -1}
              title={row.name.path}
              onFocus={() => setAt(index)}
              onKeyDown={(event) => onKey(event, index)}
              onClick={() => onPick(row.name.path)}
              className="flex min-h-7 cursor-pointer items-center gap-1 rounded-control pr-1 hover:bg-sunken focus-visible:-outline-offset-2"
              style={{ paddingLeft: row.depth * 14 }}
            >
              <Fold isOpen={row.isOpen} onToggle={() => toggle(row.name.path, !row.isOpen)} />
              <span className={cx("shrink-0", search && "min-w-0 shrink truncate font-mono text-xs")}>{row.label}</span>
              {row.depth === 0 && row.label !== row.name.path && <code className="shrink-0 font-mono text-xs text-muted">{row.name.path}</code>}
              <span className="shrink-0 text-xs text-muted">{row.name.type}</span>
              {row.name.value !== undefined && <span className="min-w-0 truncate text-xs text-info">{brief(row.name.value)}</span>}
            </div>
          ))}
        </div>
      )}
      <p className="text-xs text-muted">{last === null ? t("Arrow keys walk and open, Enter inserts. Values are those of the run that is shown below.") : t("Arrow keys walk and open, Enter inserts. Values are from the run of {time}.", { time: last })}</p>
    </div>
  );
}

/** For the pointer only: by keyboard the arrow keys open and close. */
function Fold({ isOpen, onToggle }: { isOpen: boolean | null; onToggle: () => void }) {
  if (isOpen === null) return <span className="w-6 shrink-0" />;
  return (
    <span
      aria-hidden
      className="flex size-6 shrink-0 items-center justify-center rounded-control hover:bg-line"
      onClick={(event) => {
        event.stopPropagation();
        onToggle();
      }}
    >
      <ChevronRight size={14} className={isOpen ? "rotate-90" : ""} />
    </span>
  );
}
