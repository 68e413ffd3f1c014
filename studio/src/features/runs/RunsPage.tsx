import { Link } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { runsQuery } from "@/api/runs";
import { ago, duration } from "@/lib/time";
import { buttonClass } from "@/ui/button";
import { Empty } from "@/ui/empty";
import { Select } from "@/ui/field";
import { FlowTabs } from "@/ui/flow-tabs";
import { ErrorNote, Loading } from "@/ui/notice";
import { Page } from "@/ui/page";
import { RunBadge } from "@/ui/status";
import { Table } from "@/ui/table";

interface RunsProps {
  flow: string;
  status?: string;
  test?: boolean;
  onFilter: (filter: { status?: string; test?: boolean }) => void;
}

export function RunsPage({ flow, status, test, onFilter }: RunsProps) {
  const runs = useQuery(runsQuery({ flow, status, test: test ?? false }));
  return (
    <Page
      title="Runs"
      wide
      lead={
        <Link to="/flows/$flow" params={{ flow }} className="text-accent hover:underline">
          {flow}
        </Link>
      }
    >
      <FlowTabs flow={flow} />
      <div className="flex flex-wrap items-center gap-3">
        <Select aria-label="Status" className="w-44!" value={status ?? ""} onChange={(event) => onFilter({ status: event.target.value || undefined, test })}>
          <option value="">Any status</option>
          <option value="running">Running</option>
          <option value="waiting">Waiting</option>
          <option value="completed">Done</option>
          <option value="failed">Failed</option>
          <option value="cancelled">Stopped</option>
        </Select>
        <label className="flex h-9 items-center gap-2">
          <input type="checkbox" checked={test ?? false} onChange={(event) => onFilter({ status, test: event.target.checked || undefined })} /> Tests of the draft
        </label>
      </div>
      {runs.isPending && <Loading what="runs" />}
      {runs.isError && <ErrorNote error={runs.error} retry={() => void runs.refetch()} />}
      {runs.data?.data.length === 0 && (
        <Empty
          title="No run here"
          action={
            <Link to="/flows/$flow" params={{ flow }} search={{ panel: "run" }} className={buttonClass("primary")}>
              Open the test chat
            </Link>
          }
        >
          Each message in the chat is carried out by a run. Ask something, and it is listed here with every step.
        </Empty>
      )}
      {runs.data && runs.data.data.length > 0 && (
        <Table label="Runs" head={["Run", "Status", "Version", "Began", "Took", "Result"]}>
          {runs.data.data.map((run) => (
            <tr key={run.id}>
              <td>
                <Link to="/flows/$flow/runs/$run" params={{ flow, run: run.id }} className="font-mono text-xs text-accent hover:underline">
                  {run.id.slice(0, 8)}…{run.id.slice(-4)}
                </Link>
              </td>
              <td>
                <RunBadge status={run.status} />
              </td>
              <td>{run.version === null ? "draft" : `v${run.version}`}</td>
              <td className="whitespace-nowrap text-muted">{ago(run.created_at)}</td>
              <td className="whitespace-nowrap">{run.ended_at ? duration(Date.parse(run.ended_at) - Date.parse(run.created_at)) : ""}</td>
              <td className="max-w-md">
                <span className="line-clamp-2 break-words">{run.error?.message ?? (run.waiting?.question ? `waits: ${run.waiting.question}` : "")}</span>
              </td>
            </tr>
          ))}
        </Table>
      )}
    </Page>
  );
}
