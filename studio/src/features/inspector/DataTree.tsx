import { useState } from "react";
import { ChevronRight, Copy } from "lucide-react";
import { t } from "@/i18n";
import { type Path, pathText } from "@/flow/rhai";
import { IconButton } from "@/ui/button";
import { toast } from "@/ui/toast";

/** Of a longer list the rest is shown when it is asked for. */
const MOST = 100;

export function copyText(text: string, said: string): void {
  navigator.clipboard.writeText(text).then(
    () => toast(said),
    () => toast(t("The browser did not allow copying."), "danger"),
  );
}

/** A value as a tree, each part with the path by which an expression reads it; what no expression can read has none. */
export function DataTree({ value, path, label, depth = 0, isOpen: first = true }: { value: unknown; path: Path | null; label?: string; depth?: number; isOpen?: boolean }) {
  const [isOpen, setOpen] = useState(first);
  const [most, setMost] = useState(MOST);
  const written = path === null ? "" : pathText(path);
  const copy = path !== null && (
    <IconButton size="sm" label={t("Copy the path {path}", { path: written })} className="size-6! shrink-0 text-muted! opacity-0 group-hover:opacity-100 focus-visible:opacity-100" onClick={() => copyText(written, t("Copied {path}", { path: written }))}>
      <Copy size={12} aria-hidden />
    </IconButton>
  );
  const name = label === undefined ? null : <span className="shrink-0 text-muted">{label}:</span>;
  if (typeof value !== "object" || value === null) {
    return (
      <div className="group flex items-start gap-1 pl-5 font-mono text-xs leading-6">
        {name}
        <span className={typeof value === "string" ? "min-w-0 flex-1 break-words whitespace-pre-wrap" : "min-w-0 flex-1 text-info"}>{value === null || value === undefined ? t("nothing") : value === "" ? "“”" : String(value)}</span>
        {copy}
      </div>
    );
  }
  const isList = Array.isArray(value);
  const entries: [string | number, unknown][] = isList ? value.map((item, index) => [index, item as unknown]) : Object.entries(value);
  const count = entries.length;
  return (
    <div className="font-mono text-xs">
      <div className="group flex items-center">
        <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)} className="flex min-h-6 min-w-0 flex-1 items-center gap-1 rounded-control pr-1 text-left hover:bg-sunken">
          <ChevronRight size={14} aria-hidden className={isOpen ? "shrink-0 rotate-90" : "shrink-0"} />
          {name}
          <span className="text-muted">{isList ? t("{count, plural, one {# item} other {# items}}", { count }) : t("{count, plural, one {# field} other {# fields}}", { count })}</span>
        </button>
        {copy}
      </div>
      {isOpen && (
        <div className="ml-[7px] border-l border-line pl-2">
          {entries.slice(0, most).map(([key, item]) => (
            <DataTree key={key} value={item} path={path && [...path, key]} label={String(key)} depth={depth + 1} isOpen={count < 8 && depth < 3} />
          ))}
          {count > most && (
            <button type="button" className="min-h-6 px-1 text-accent hover:underline" onClick={() => setMost(most + MOST * 5)}>
              {t("Show more, {count} are left", { count: count - most })}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
