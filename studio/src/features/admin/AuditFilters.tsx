import type { AuditEntry } from "@/api/types";
import { t } from "@/i18n";
import { Button } from "@/ui/button";
import { Input, Select } from "@/ui/field";
import { type AuditFilter, choices, isFiltered } from "./audit-filter";
import { actionWords } from "./audit-words";

interface FiltersProps {
  /** Those that have come, to choose from. */
  entries: AuditEntry[];
  filter: AuditFilter;
  onFilter: (filter: AuditFilter) => void;
}

/** Whose doing, what was done and to what. */
export function AuditFilters({ entries, filter, onFilter }: FiltersProps) {
  const put = (change: Partial<AuditFilter>) => onFilter({ ...filter, ...change });
  return (
    <div role="search" aria-label={t("Filter the audit log")} className="flex flex-wrap items-center gap-2">
      <Select aria-label={t("Who")} className="w-auto! max-w-full min-w-36" value={filter.who ?? ""} onChange={(event) => put({ who: event.target.value || undefined })}>
        <option value="">{t("Anybody")}</option>
        {choices(entries, "actor_name", filter.who).map((name) => (
          <option key={name}>{name}</option>
        ))}
      </Select>
      <Select aria-label={t("What")} className="w-auto! max-w-full min-w-36" value={filter.action ?? ""} onChange={(event) => put({ action: event.target.value || undefined })}>
        <option value="">{t("Anything")}</option>
        {choices(entries, "action", filter.action).map((action) => (
          <option key={action} value={action}>
            {actionWords(action) ?? action}
          </option>
        ))}
      </Select>
      <Input type="search" aria-label={t("Object")} placeholder={t("Object…")} className="w-56!" value={filter.object ?? ""} onChange={(event) => put({ object: event.target.value || undefined })} />
      {isFiltered(filter) && (
        <Button size="sm" look="ghost" onClick={() => onFilter({})}>
          {t("Clear the filters")}
        </Button>
      )}
    </div>
  );
}
