import { useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { t } from "@/i18n";
import { flowsQuery } from "@/api/flows";
import { runsQuery } from "@/api/runs";
import { Button } from "@/ui/button";
import { Empty } from "@/ui/empty";
import { Input, Select } from "@/ui/field";
import { ErrorNote, Loading } from "@/ui/notice";
import { Page } from "@/ui/page";
import { Table } from "@/ui/table";
import { FlowRow } from "./FlowRow";
import { ImportDialog } from "./ImportDialog";
import { listed, NEWEST, type Sort, successes } from "./listing";
import { NewFlowDialog } from "./NewFlowDialog";

interface FlowsProps {
  canWrite: boolean;
  canSeeRuns: boolean;
  /** Both live in the address. */
  q: string;
  sort: Sort;
  onList: (how: { q: string; sort: Sort }) => void;
}

export function FlowsPage({ canWrite, canSeeRuns, q, sort, onList }: FlowsProps) {
  const flows = useQuery(flowsQuery);
  // Over the newest runs of all flows: how it goes lately, in one question to the server.
  const runs = useQuery({ ...runsQuery({ test: false, limit: NEWEST }), enabled: canSeeRuns });
  const success = successes(runs.data?.data ?? []);
  const shown = listed(flows.data ?? [], q, sort);
  const [creating, setCreating] = useState(false);
  const [importing, setImporting] = useState(false);
  const create = canWrite && (
    <Button look="primary" onClick={() => setCreating(true)}>
      <Plus size={16} aria-hidden /> {t("New flow")}
    </Button>
  );
  return (
    <Page title={t("Flows")} lead={t("What your assistants do, step by step.")} actions={create} wide>
      {flows.isPending && <Loading what={t("flows")} />}
      {flows.isError && <ErrorNote error={flows.error} retry={() => void flows.refetch()} />}
      {flows.data?.length === 0 && (
        <Empty title={t("No flow yet")} action={create} example={t("“My VPN does not connect” → search the articles → answer with sources → did this help? → make a ticket")}>
          {t("A flow says what happens with a request: search the knowledge, answer, ask back, make a ticket. The IT helpdesk template is a complete one to start from.")}
        </Empty>
      )}
      {flows.data && flows.data.length > 0 && (
        <>
          <div className="flex flex-wrap items-center gap-3">
            <Input type="search" aria-label={t("Search the flows")} placeholder={t("Search the flows")} className="w-72! max-sm:w-full!" value={q} onChange={(event) => onList({ q: event.target.value, sort })} />
            <label className="flex items-center gap-2">
              <span className="text-muted">{t("Sort by")}</span>
              <Select className="w-44!" value={sort} onChange={(event) => onList({ q, sort: event.target.value as Sort })}>
                <option value="changed">{t("Last changed")}</option>
                <option value="name">{t("Name")}</option>
                <option value="problems">{t("Problems")}</option>
                <option value="run">{t("Last run")}</option>
              </Select>
            </label>
            <span role="status" className="text-muted">
              {t("{shown} of {count}", { shown: shown.length, count: flows.data.length })}
            </span>
          </div>
          {shown.length === 0 ? (
            <Empty title={t("No flow is called that")} action={<Button onClick={() => onList({ q: "", sort })}>{t("Show all")}</Button>}>
              {t("Nothing has “{text}” in its title, its name or its description.", { text: q })}
            </Empty>
          ) : (
            <Table label={t("Flows")} head={[t("Name"), t("Status"), t("Problems"), t("Last run"), t("Success"), t("Cost per run"), t("Published by"), t("Changed"), <span key="actions" className="sr-only">{t("Actions")}</span>]}>
              {shown.map((flow) => (
                <FlowRow key={flow.id} flow={flow} success={success.get(flow.name)} canWrite={canWrite} />
              ))}
            </Table>
          )}
          {shown.length > 0 && canSeeRuns && <p className="text-xs text-muted">{t("Success and cost are those of the newest {count} runs of all flows, without tests.", { count: NEWEST })}</p>}
        </>
      )}
      {creating && (
        <NewFlowDialog
          taken={flows.data?.map((flow) => flow.name) ?? []}
          isFirst={flows.data?.length === 0}
          onImport={() => {
            setCreating(false);
            setImporting(true);
          }}
          onClose={() => setCreating(false)}
        />
      )}
      {importing && <ImportDialog onClose={() => setImporting(false)} />}
    </Page>
  );
}
