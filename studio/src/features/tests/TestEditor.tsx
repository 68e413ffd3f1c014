import { useState } from "react";
import type { Expect, FlowTest, Turn } from "@/api/tests";
import { t } from "@/i18n";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Field, Input, Textarea } from "@/ui/field";
import { JsonEdit } from "@/ui/json-edit";
import { ErrorNote } from "@/ui/notice";
import { ExpectFields } from "./ExpectFields";
import { hasUnfitRubric } from "./expectations";
import { useTests } from "./use-tests";

interface EditorProps {
  flow: string;
  test: FlowTest;
  /** Above the form: it has just been recorded. */
  lead?: string;
  onClose: () => void;
}

/** A test as a form, or as the JSON that is committed with the flow. */
export function TestEditor({ flow, test: saved, lead, onClose }: EditorProps) {
  const { put } = useTests(flow);
  const [test, setTest] = useState(saved);
  const [mode, setMode] = useState<"form" | "json">("form");
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set());
  const mark = (field: string, bad: boolean) => setWrong((before) => new Set(bad ? [...before, field] : [...before].filter((one) => one !== field)));
  const nodes = Object.keys(test.mocks ?? {}).map((address) => address.replace(/(#\d+)?\[\d+\]/g, ""));
  const setTurn = (index: number, change: Partial<Turn>) => setTest({ ...test, turns: (test.turns ?? []).map((turn, at) => (at === index ? compact({ ...turn, ...change }) : turn)) });
  return (
    <Dialog
      shape="wide"
      title={t("Test ‘{name}’", { name: saved.name })}
      onClose={onClose}
      footer={
        <>
          <Button className="mr-auto" aria-pressed={mode === "json"} disabled={wrong.size > 0} onClick={() => setMode(mode === "form" ? "json" : "form")}>
            {mode === "form" ? t("As JSON") : t("As a form")}
          </Button>
          <Button onClick={onClose}>{t("Cancel")}</Button>
          <Button look="primary" busy={put.isPending} disabled={wrong.size > 0 || hasUnfitRubric(test)} onClick={() => put.mutate(test, { onSuccess: onClose })}>
            {t("Save and run")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {lead && <p className="rounded-control bg-info-soft px-3 py-2">{lead}</p>}
        {mode === "json" ? (
          <JsonEdit label={t("The test")} value={test} rows={24} onChange={(value) => setTest({ ...(value as FlowTest), name: saved.name, format: saved.format })} onWrong={(bad) => mark("json", bad)} />
        ) : (
          <>
            <div className="grid gap-3 sm:grid-cols-2">
              <Field label={t("Title")}>{(ids) => <Input {...ids} value={test.title ?? ""} onChange={(event) => setTest({ ...test, title: event.target.value })} />}</Field>
              <Field label={t("What it shows")}>{(ids) => <Input {...ids} value={test.about ?? ""} onChange={(event) => setTest({ ...test, about: event.target.value })} />}</Field>
            </div>
            {test.input !== undefined && <JsonEdit label={t("Input of the run")} value={test.input} onChange={(input) => setTest({ ...test, input })} onWrong={(bad) => mark("input", bad)} />}
            {(test.turns ?? []).map((turn, index) => (
              <section key={index} aria-label={t("Turn {n}", { n: index + 1 })} className="flex flex-col gap-2">
                <h3 className="font-semibold">{t("Turn {n}", { n: index + 1 })}</h3>
                <Happening turn={turn} onChange={(change) => setTurn(index, change)} onWrong={(bad) => mark(`turn ${index}`, bad)} />
                <ExpectFields label={t("Turn {n}", { n: index + 1 })} expect={turn.expect} nodes={nodes} onChange={(expect) => setTurn(index, { expect })} onWrong={mark} />
              </section>
            ))}
            <section aria-label={t("The whole of it")} className="flex flex-col gap-2">
              <h3 className="font-semibold">{t("The whole of it")}</h3>
              <ExpectFields label={t("The whole of it")} expect={test.expect} nodes={nodes} onChange={(expect: Expect | undefined) => setTest(compact({ ...test, expect }))} onWrong={mark} />
            </section>
            {Object.keys(test.mocks ?? {}).length > 0 && (
              <details className="rounded-control border border-line px-3 py-1">
                <summary className="min-h-6 cursor-pointer">{t("{count, plural, one {What # node answers} other {What # nodes answer}}: nothing is called when it runs", { count: Object.keys(test.mocks ?? {}).length })}</summary>
                {Object.entries(test.mocks ?? {}).map(([node, mocks]) => (
                  <JsonEdit key={node} label={node} value={mocks} onChange={(value) => setTest((before) => ({ ...before, mocks: { ...before.mocks, [node]: value as typeof mocks } }))} onWrong={(bad) => mark(`mock ${node}`, bad)} />
                ))}
              </details>
            )}
          </>
        )}
        {put.isError && <ErrorNote error={put.error} />}
      </div>
    </Dialog>
  );
}

/** What is not there is left out. */
const compact = <T extends object>(value: T): T => Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T;

/** What happens in a turn: a message can be written anew; everything else is data. */
function Happening({ turn, onChange, onWrong }: { turn: Turn; onChange: (change: Partial<Turn>) => void; onWrong: (wrong: boolean) => void }) {
  if (turn.user?.message !== undefined) {
    return <Field label={t("The user writes")}>{(ids) => <Textarea {...ids} rows={1} value={turn.user?.message ?? ""} onChange={(event) => onChange({ user: { message: event.target.value } })} />}</Field>;
  }
  if (turn.user) return <JsonEdit label={t("The user answers")} value={turn.user.answer} onChange={(answer) => onChange({ user: { answer: answer as NonNullable<Turn["user"]>["answer"] } })} onWrong={onWrong} />;
  if (turn.wait !== undefined) return <Field label={t("So much time passes")}>{(ids) => <Input {...ids} value={turn.wait ?? ""} onChange={(event) => onChange({ wait: event.target.value })} />}</Field>;
  if (turn.decision) return <JsonEdit label={t("An approver decides")} value={turn.decision} onChange={(decision) => onChange({ decision: decision as Turn["decision"] })} onWrong={onWrong} />;
  if (turn.event) return <JsonEdit label={t("An event arrives")} value={turn.event} onChange={(event) => onChange({ event: event as Turn["event"] })} onWrong={onWrong} />;
  if (turn.handback) return <JsonEdit label={t("A person gives the conversation back")} value={turn.handback} onChange={(handback) => onChange({ handback: handback as Turn["handback"] })} onWrong={onWrong} />;
  return <p className="text-muted">{t("The run begins with its input.")}</p>;
}
