import { Link } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { comparisonQuery, type Comparison, runQuery, runsQuery } from "@/api/runs";
import type { Run, Usage } from "@/api/types";
import { tokensOf } from "@/editor/runs/fold-events";
import { t } from "@/i18n";
import { number } from "@/i18n/format";
import { duration, fullTime } from "@/lib/time";
import { Empty } from "@/ui/empty";
import { Field, Select } from "@/ui/field";
import { FlowPage } from "@/ui/flow-page";
import { ErrorNote, Loading } from "@/ui/notice";
import { RunBadge, runWord } from "@/ui/status";
import { Table } from "@/ui/table";
import { NodeSideBySide } from "./NodeSideBySide";
import { heirOf, isTakenOver } from "./taken-over";
import { Verdict } from "./Verdict";
import { cost, shortId } from "./words";

interface CompareProps {
  flow: string;
  a: string | undefined;
  b: string | undefined;
  onChoose: (choice: { a?: string; b?: string }) => void;
}

/** Two runs side by side: how far they went the same way, and what became of each node. */
export function ComparePage({ flow, a, b, onChoose }: CompareProps) {
  const found = useQuery({ ...comparisonQuery(a ?? "", b ?? ""), enabled: a !== undefined && b !== undefined });
  const left = useQuery({ ...runQuery(a ?? ""), enabled: a !== undefined });
  const right = useQuery({ ...runQuery(b ?? ""), enabled: b !== undefined });
  return (
    <FlowPage flow={flow} name={t("Two runs compared")}>
      <h2 className="text-[16px] leading-6 font-semibold">{t("Two runs compared")}</h2>
      <div className="grid gap-4 sm:grid-cols-2">
        <Side label={t("Run A")} flow={flow} id={a} run={left.data} onChoose={(id) => onChoose({ a: id, b })} />
        <Side label={t("Run B")} flow={flow} id={b} run={right.data} onChoose={(id) => onChoose({ a, b: id })} />
      </div>
      {(a === undefined || b === undefined) && <Empty title={t("Choose two runs")}>{t("The first step at which they differ is marked, and every node that answered something else is shown with what differs.")}</Empty>}
      {found.isError && <ErrorNote error={found.error} retry={() => void found.refetch()} />}
      {found.isFetching && !found.data && <Loading what={t("both runs")} />}
      {found.data && <Found found={found.data} a={left.data} b={right.data} />}
    </FlowPage>
  );
}

function Side({ label, flow, id, run, onChoose }: { label: string; flow: string; id: string | undefined; run: Run | undefined; onChoose: (id: string) => void }) {
  const recent = useQuery(runsQuery({ flow }));
  const runs = recent.data?.data ?? [];
  const isListed = runs.some((one) => one.id === id);
  return (
    <section aria-label={label} className="rounded-card border border-line bg-surface p-3">
      <Field label={label}>
        {(ids) => (
          <Select {...ids} value={id ?? ""} onChange={(event) => onChoose(event.target.value)}>
            {!id && <option value="">{t("Choose a run")}</option>}
            {id && !isListed && <option value={id}>{shortId(id)}</option>}
            {runs.map((one) => (
              <option key={one.id} value={one.id}>
                {[shortId(one.id), fullTime(one.created_at), one.version === null ? t("draft") : t("version {n}", { n: one.version }), runWord(one.status)].join(" · ")}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {run && (
        <p className="mt-2 flex flex-wrap items-center gap-2">
          <RunBadge status={run.status} />
          <Link to="/flows/$flow/runs/$run" params={{ flow, run: run.id }} className="font-mono text-xs text-accent hover:underline">
            {shortId(run.id)}
          </Link>
          <span className="text-muted">
            {run.version === null ? t("draft") : t("version {n}", { n: run.version })} · {fullTime(run.created_at)}
          </span>
        </p>
      )}
    </section>
  );
}

function Found({ found, a, b }: { found: Comparison; a: Run | undefined; b: Run | undefined }) {
  const first = found.first_difference;
  const open = found.nodes.find((node) => node.differs)?.node;
  const heir = heirOf(a, b);
  const made = heir === "a" ? a : b;
  const lasted = made?.ended_at ? took(made) : Infinity;
  return (
    <>
      <Verdict found={found} a={a} b={b} />
      <Table label={t("What they used up")} head={[t("Used up"), t("Run A"), t("Run B"), t("Difference")]}>
        <UsageRow word={t("Tokens")} a={tokensOf(found.usage.a)} b={tokensOf(found.usage.b)} show={(value) => number(value)} />
        <UsageRow word={t("Calls of models")} a={calls(found.usage.a)} b={calls(found.usage.b)} show={(value) => number(value)} />
        <UsageRow word={t("Cost")} a={micros(found.usage.a)} b={micros(found.usage.b)} show={(value) => cost(value)} />
        {a?.ended_at && b?.ended_at && <UsageRow word={t("Time")} a={took(a)} b={took(b)} show={(value) => (value < 0 ? `−${duration(-value)}` : duration(value))} />}
      </Table>
      <section aria-label={t("Node by node")} className="flex flex-col gap-2">
        <h2 className="text-[16px] leading-6 font-semibold">{t("Node by node")}</h2>
        {found.nodes.map((node) => (
          <NodeSideBySide key={node.node} node={node} isFirst={Boolean(first?.a && first.b) && first?.node === node.node} takenOver={heir !== null && isTakenOver(node, found, heir, lasted) ? heir : null} open={node.node === open} />
        ))}
      </section>
    </>
  );
}

const calls = (usage: Usage | null) => usage?.calls ?? 0;
const micros = (usage: Usage | null) => usage?.cost_micros ?? 0;
const took = (run: Run) => Date.parse(run.ended_at as string) - Date.parse(run.created_at);

function UsageRow({ word, a, b, show }: { word: string; a: number; b: number; show: (value: number) => string }) {
  if (a === 0 && b === 0) return null;
  return (
    <tr>
      <td>{word}</td>
      <td className="tabular-nums">{show(a)}</td>
      <td className="tabular-nums">{show(b)}</td>
      <td className="text-muted tabular-nums">{a === b ? t("the same") : show(b - a)}</td>
    </tr>
  );
}
