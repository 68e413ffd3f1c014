// What those see first who draw flows.
import { Link } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { flowsQuery } from "@/api/flows";
import { runsQuery } from "@/api/runs";
import { draftResultsQuery } from "@/api/tests";
import type { FlowSummary } from "@/api/types";
import { t } from "@/i18n";
import { ago } from "@/lib/time";
import { Badge } from "@/ui/badge";
import { Rich } from "@/ui/rich";
import { RunBadge } from "@/ui/status";
import { TestsResult } from "@/ui/tests-result";
import { all, List, row } from "./List";

export function Flows() {
  const flows = useQuery(flowsQuery);
  return (
    <List
      title={t("Flows")}
      what={t("flows")}
      query={flows}
      aside={<Link to="/flows" className={all}>{t("All flows")}</Link>}
      // What is broken first, then what was worked on last.
      items={(flows.data ?? []).toSorted((a, b) => Number(b.problems.errors > 0) - Number(a.problems.errors > 0) || b.updated_at.localeCompare(a.updated_at))}
      id={(flow) => flow.id}
      empty={<Rich text={t("No flow yet. <first>Choose a first one</first>.")} parts={{ first: (words) => <Link to="/welcome" search={{ from: "help" }} className="text-accent underline">{words}</Link> }} />}
      draw={(flow) => (
        <Link to="/flows/$flow" params={{ flow: flow.name }} className={row}>
          <span className="min-w-0">
            <span className="block truncate font-medium">{flow.title || flow.name}</span>
            <span className="text-xs text-muted">{t("changed {ago}", { ago: ago(flow.updated_at) })}</span>
          </span>
          <span className="flex flex-wrap justify-end gap-1">
            {flow.problems.errors > 0 && <Badge tone="danger">{t("{count, plural, one {# error} other {# errors}}", { count: flow.problems.errors })}</Badge>}
            {flow.published ? <Badge tone="ok">{t("v{version}", { version: flow.published.version })}</Badge> : <Badge>{t("draft")}</Badge>}
          </span>
        </Link>
      )}
    />
  );
}

/** What is drawn and not yet what people get, with how its tests go. Only there when there is any. */
export function Unpublished() {
  const flows = useQuery(flowsQuery);
  const waiting = (flows.data ?? []).filter((flow) => flow.dirty).toSorted((a, b) => b.updated_at.localeCompare(a.updated_at));
  if (waiting.length === 0) return null;
  return (
    <List
      title={t("Unpublished changes")}
      what={t("flows")}
      query={flows}
      items={waiting}
      id={(flow) => flow.id}
      empty=""
      draw={(flow) => <Draft flow={flow} />}
    />
  );
}

function Draft({ flow }: { flow: FlowSummary }) {
  const tests = useQuery({ ...draftResultsQuery(flow.name, flow.draft_etag), enabled: flow.problems.errors === 0 });
  const params = { flow: flow.name };
  const words = (
    <>
      <span className="min-w-0">
        <span className="block truncate font-medium">{flow.title || flow.name}</span>
        <span className="text-xs text-muted">{flow.published ? t("since v{version}", { version: flow.published.version }) : t("never published")}</span>
      </span>
      {tests.data && tests.data.failed > 0 && <Badge tone="danger">{t("{count, plural, one {# test fails} other {# tests fail}}", { count: tests.data.failed })}</Badge>}
      {tests.data && tests.data.failed === 0 && tests.data.not_judged > 0 && <Badge>{t("{count, plural, one {# test is not judged} other {# tests are not judged}}", { count: tests.data.not_judged })}</Badge>}
      {tests.data && tests.data.failed === 0 && tests.data.not_judged === 0 && tests.data.passed > 0 && <Badge tone="ok">{t("{count, plural, one {# test passes} other {# tests pass}}", { count: tests.data.passed })}</Badge>}
    </>
  );
  // Red tests come first: that is what has to be looked at before anything is published.
  if (tests.data && tests.data.failed > 0) return <Link to="/flows/$flow/tests" params={params} className={row}>{words}</Link>;
  if (!flow.published) return <Link to="/flows/$flow" params={params} className={row}>{words}</Link>;
  return <Link to="/flows/$flow/versions" params={params} search={{ base: String(flow.published.version), head: "draft" }} className={row}>{words}</Link>;
}

/** Published flows of whose tests some failed when they were run last. Only there when there is any. */
export function TestsRed() {
  const flows = useQuery(flowsQuery);
  const red = (flows.data ?? []).filter((flow) => (flow.published?.tests?.failed ?? 0) > 0);
  if (red.length === 0) return null;
  return (
    <List
      title={t("Tests red")}
      what={t("flows")}
      query={flows}
      items={red}
      id={(flow) => flow.id}
      empty=""
      draw={(flow) => (
        <Link to="/flows/$flow/tests" params={{ flow: flow.name }} search={{ version: flow.published?.version }} className={row}>
          <span className="min-w-0">
            <span className="block truncate font-medium">{flow.title || flow.name}</span>
            <span className="block truncate text-xs text-muted">{flow.published?.tests?.failing.join(", ")}</span>
          </span>
          <TestsResult tests={flow.published?.tests ?? null} />
        </Link>
      )}
    />
  );
}

export function Failing() {
  const runs = useQuery(runsQuery({ status: "failed", test: false }));
  return (
    <List
      title={t("Failed runs")}
      what={t("runs")}
      query={runs}
      items={runs.data?.data ?? []}
      id={(run) => run.id}
      empty={t("Nothing has failed.")}
      draw={(run) => (
        <Link to="/flows/$flow/runs/$run" params={{ flow: run.flow, run: run.id }} className={row}>
          <span className="min-w-0">
            <span className="block truncate">{run.error?.message ?? t("failed")}</span>
            <span className="text-xs text-muted">
              {run.flow} · {ago(run.created_at)}
            </span>
          </span>
          <RunBadge status={run.status} />
        </Link>
      )}
    />
  );
}
