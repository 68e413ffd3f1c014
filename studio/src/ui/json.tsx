import { useState } from "react";
import { ChevronRight } from "lucide-react";
import { t } from "@/i18n";

/** A JSON value as a tree that opens where one clicks. */
export function JsonTree({ value, name, open = true }: { value: unknown; name?: string; open?: boolean }) {
  const [isOpen, setOpen] = useState(open);
  const label = name === undefined ? null : <span className="text-muted">{name}: </span>;
  if (typeof value !== "object" || value === null) {
    return (
      <div className="pl-5 font-mono text-xs leading-5 break-words whitespace-pre-wrap">
        {label}
        <Scalar value={value} />
      </div>
    );
  }
  const entries = Array.isArray(value) ? value.map((item, index) => [String(index), item] as const) : Object.entries(value);
  const count = entries.length;
  const brief = Array.isArray(value) ? t("{count, plural, one {# item} other {# items}}", { count }) : t("{count, plural, one {# field} other {# fields}}", { count });
  return (
    <div className="font-mono text-xs leading-5">
      <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)} className="flex min-h-6 items-center gap-1 rounded-control pr-1 hover:bg-sunken">
        <ChevronRight size={14} aria-hidden className={isOpen ? "rotate-90" : ""} />
        {label}
        <span className="text-muted">{brief}</span>
      </button>
      {isOpen && (
        <div className="ml-[7px] border-l border-line pl-2">
          {entries.map(([key, item]) => (
            <JsonTree key={key} name={key} value={item} open={entries.length < 8} />
          ))}
        </div>
      )}
    </div>
  );
}

function Scalar({ value }: { value: unknown }) {
  if (typeof value === "string") return <span>{value === "" ? "“”" : value}</span>;
  if (value === null || value === undefined) return <span className="text-muted">{t("none")}</span>;
  return <span className="text-info">{String(value)}</span>;
}
