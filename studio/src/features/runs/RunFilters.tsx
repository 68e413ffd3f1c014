import { useQuery } from "@tanstack/react-query";
import { versionsQuery } from "@/api/flows";
import { t } from "@/i18n";
import { Button } from "@/ui/button";
import { Input, Select } from "@/ui/field";
import { runWord } from "@/ui/status";
import { type Filter, STATUSES } from "./filter";
import { ERROR_CODES, errorWords } from "./mends";

const DAY = 86_400_000;
const HOUR = 3_600_000;
const SPANS = { day: DAY, week: 7 * DAY, month: 30 * DAY };

/** Full hours, so that the same question is not another one with every second. */
export const sinceTime = (since: Filter["since"], now = Date.now()): string | undefined => since && new Date(Math.floor((now - SPANS[since]) / HOUR) * HOUR).toISOString();

/** Which runs are listed: by how they stand, how and where they failed, their version and their time. */
export function RunFilters({ flow, filter, onFilter }: { flow: string; filter: Filter; onFilter: (filter: Filter) => void }) {
  const versions = useQuery(versionsQuery(flow));
  const put = (change: Partial<Filter>) => onFilter({ ...filter, page: undefined, ...change });
  const isFiltered = Object.entries(filter).some(([key, value]) => key !== "page" && key !== "test" && value !== undefined);
  return (
    <div role="search" aria-label={t("Filter the runs")} className="flex flex-wrap items-center gap-2">
      <Select aria-label={t("Status")} className="w-auto! max-w-full min-w-36" value={filter.status ?? ""} onChange={(event) => put({ status: event.target.value || undefined })}>
        <option value="">{t("Any status")}</option>
        {STATUSES.map((status) => (
          <option key={status} value={status}>
            {runWord(status)}
          </option>
        ))}
      </Select>
      <Select aria-label={t("Error")} className="w-56! max-w-full" value={filter.code ?? ""} onChange={(event) => put({ code: event.target.value || undefined })}>
        <option value="">{t("Any error or none")}</option>
        {ERROR_CODES.map((code) => (
          <option key={code} value={code}>
            {errorWords(code)}
          </option>
        ))}
      </Select>
      <Input
        key={filter.node ?? ""}
        aria-label={t("Failed at node")}
        placeholder={t("Failed at node…")}
        className="w-40!"
        defaultValue={filter.node}
        onBlur={(event) => event.target.value.trim() !== (filter.node ?? "") && put({ node: event.target.value.trim() || undefined })}
        onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
      />
      <Select aria-label={t("Version")} className="w-auto! max-w-full min-w-36" value={filter.version ?? ""} disabled={filter.test} onChange={(event) => put({ version: Number(event.target.value) || undefined })}>
        <option value="">{t("Any version")}</option>
        {versions.data?.map((one) => (
          <option key={one.version} value={one.version}>
            {t("version {n}", { n: one.version })}
          </option>
        ))}
      </Select>
      <Select aria-label={t("When")} className="w-auto! max-w-full min-w-40" value={filter.since ?? ""} onChange={(event) => put({ since: (event.target.value || undefined) as Filter["since"] })}>
        <option value="">{t("Any time")}</option>
        <option value="day">{t("Last 24 hours")}</option>
        <option value="week">{t("Last 7 days")}</option>
        <option value="month">{t("Last 30 days")}</option>
      </Select>
      <label className="flex h-9 items-center gap-2">
        <input type="checkbox" checked={filter.test ?? false} onChange={(event) => put({ test: event.target.checked || undefined, version: undefined })} /> {t("Tests of the draft")}
      </label>
      {isFiltered && (
        <Button size="sm" look="ghost" onClick={() => onFilter({ test: filter.test })}>
          {t("Clear the filters")}
        </Button>
      )}
    </div>
  );
}
