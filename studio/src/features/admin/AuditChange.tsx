import type { AuditEntry } from "@/api/types";
import { differences } from "@/flow/differences";
import { t } from "@/i18n";
import { JsonTree } from "@/ui/json";

/** What an entry says about the change: field by field before and after, and whatever else was written down. */
export function AuditChange({ data }: { data: AuditEntry["data"] }) {
  const { before, after, ...rest } = data;
  const changed = before === undefined && after === undefined ? [] : differences(before, after);
  if (changed.length === 0 && Object.keys(rest).length === 0) return null;
  return (
    <details className="mt-1">
      <summary className="flex min-h-6 cursor-pointer items-center text-xs text-accent">{changed.length > 0 ? t("Before and after") : t("Details")}</summary>
      {changed.length > 0 && (
        <dl className="grid gap-x-3 gap-y-1 py-1 sm:grid-cols-[minmax(6rem,auto)_1fr_1fr]">
          {changed.map((one) => (
            <div key={one.path} className="contents">
              <dt className="font-mono text-xs break-all text-muted">{one.path || t("the whole")}</dt>
              <Side word={t("Before:")} value={one.a} className="bg-danger-soft" />
              <Side word={t("After:")} value={one.b} className="bg-ok-soft" />
            </div>
          ))}
        </dl>
      )}
      {Object.entries(rest).map(([name, value]) => (
        <JsonTree key={name} name={name} value={value} open={false} />
      ))}
    </details>
  );
}

function Side({ word, value, className }: { word: string; value: unknown; className: string }) {
  return (
    <dd className={`min-w-0 rounded-control px-1 ${className}`}>
      <span className="text-xs text-muted">{word}</span>
      {value === undefined ? <span className="pl-1 text-xs">{t("nothing")}</span> : <JsonTree value={value} open={false} />}
    </dd>
  );
}
