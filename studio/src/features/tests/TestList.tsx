import { type ReactNode, useState } from "react";
import { Link } from "@tanstack/react-router";
import { FlaskConical, Undo2 } from "lucide-react";
import type { FlowTest, TestItem, TestResults } from "@/api/tests";
import { t } from "@/i18n";
import { byName } from "@/i18n/format";
import { Button, buttonClass } from "@/ui/button";
import { Empty } from "@/ui/empty";
import { ErrorNote } from "@/ui/notice";
import { Skeleton } from "@/ui/skeleton";
import { TestEditor } from "./TestEditor";
import { TestRow } from "./TestRow";
import { spentWords } from "./verdict";
import { useTests } from "./use-tests";

interface ListProps {
  flow: string;
  /** Of a version: its tests can be run and not changed. */
  version?: number;
  /** Before the draft's tests run, what is on the screen is saved. */
  before?: () => Promise<void>;
  canEdit: boolean;
  /** Beside the buttons. */
  aside?: ReactNode;
}

/** All that pass are only said to when none is open. */
function outcome({ passed, failed, not_judged }: TestResults): string {
  const all = passed + failed + not_judged;
  const open = not_judged > 0 ? t("{count} not judged", { count: not_judged }) : null;
  if (failed > 0) return [t("{failed} of {all} fail", { failed, all }), open].filter(Boolean).join(", ");
  if (open) return [t("{passed} of {all} pass", { passed, all }), open].join(", ");
  return t("{count, plural, =0 {No test} one {# test passes} other {All # pass}}", { count: passed });
}

/** The tests with what came of them; run, edited, deleted and brought back. */
export function TestList({ flow, version, before, canEdit, aside }: ListProps) {
  const { list, results, run, put, remove, gate } = useTests(flow, version);
  const [editing, setEditing] = useState<TestItem | null>(null);
  const [deleted, setDeleted] = useState<FlowTest | null>(null);
  if (list.isPending) return <Skeleton what={t("the tests")} />;
  if (list.isError) return <ErrorNote error={list.error} retry={() => void list.refetch()} className="m-3" />;
  const items = version === undefined ? list.data.data : [];
  const found = new Map(results?.results.map((one) => [one.name, one]));
  const rows = version === undefined ? items : (results?.results ?? []).map((one) => ({ ...one, test: null }));
  const go = async (names?: string[]) => {
    await before?.();
    run.mutate({ names, judge: true });
  };
  const covered = results?.coverage;
  return (
    <div className="flex flex-col">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-3 py-1.5">
        <Button size="sm" look="primary" busy={run.isPending} disabled={version === undefined && items.length === 0} onClick={() => void go()}>
          <FlaskConical size={14} aria-hidden /> {t("Run all")}
        </Button>
        {results && (
          <span role="status" data-passed={results.passed} data-failed={results.failed} data-not-judged={results.not_judged} className={results.failed > 0 ? "font-medium text-danger" : results.not_judged > 0 ? "font-medium" : "font-medium text-ok"}>
            {outcome(results)}
          </span>
        )}
        {covered && covered.ways > 0 && (
          <span data-coverage className="text-muted">
            {t("{n} of {m} branches tested", { n: covered.ways_visited, m: covered.ways })}
          </span>
        )}
        {results && results.judging.input_tokens + results.judging.output_tokens > 0 && <span className="text-muted">{t("judged with {spent}", { spent: spentWords(results.judging) })}</span>}
        {aside}
        {canEdit && version === undefined && (
          <label className="ml-auto flex min-h-6 items-center gap-2">
            <input type="checkbox" role="switch" checked={gate.isPending ? gate.variables : list.data.gate_on_tests} onChange={(event) => gate.mutate(event.target.checked)} /> {t("Publish only when all pass")}
          </label>
        )}
      </div>
      {[run.error, remove.error, gate.error].filter(Boolean).map((error, index) => (
        <ErrorNote key={index} error={error} className="m-2" />
      ))}
      {deleted && (
        <p role="status" className="flex items-center gap-3 border-b border-line bg-info-soft px-3 py-1.5">
          {t("‘{name}’ is deleted; versions that were published keep it.", { name: deleted.name })}
          <Button
            size="sm"
            busy={put.isPending}
            onClick={() => {
              put.mutate(deleted);
              setDeleted(null);
            }}
          >
            <Undo2 size={14} aria-hidden /> {t("Undo")}
          </Button>
        </p>
      )}
      {rows.length === 0 ? (
        <Empty
          title={version === undefined ? t("No tests yet") : t("Not run yet")}
          example={version === undefined ? t("Asked “My VPN does not connect”, it answers with a source, asks whether that helped, and ends.") : undefined}
          action={
            version === undefined && canEdit ? (
              <Link to="/flows/$flow" params={{ flow }} search={{ panel: "run" }} className={buttonClass("primary")}>
                {t("Open the test chat")}
              </Link>
            ) : undefined
          }
        >
          {version === undefined
            ? t("Try the flow, and when it does what it should, choose “Save as test” at the run: the same messages, the same answers of tools and models, and what must come of it.")
            : t("Run all to see how the tests that were published with this version go.")}
        </Empty>
      ) : (
        <ul aria-label={t("Tests")}>
          {rows
            .toSorted((a, b) => byName(a.title || a.name, b.title || b.name))
            .map((row) => (
              <TestRow
                key={row.name}
                name={row.name}
                title={row.title}
                item={canEdit ? (items.find((one) => one.name === row.name) ?? null) : null}
                result={found.get(row.name)}
                busy={run.isPending || remove.isPending}
                onRun={() => void go([row.name])}
                onEdit={() => setEditing(items.find((one) => one.name === row.name) ?? null)}
                onDelete={() => {
                  remove.mutate(row.name);
                  setDeleted(items.find((one) => one.name === row.name)?.test ?? null);
                }}
              />
            ))}
        </ul>
      )}
      {editing && <TestEditor flow={flow} test={editing.test} onClose={() => setEditing(null)} />}
    </div>
  );
}
