import { FlaskConical } from "lucide-react";
import { useRun, useTools } from "@/editor/context";
import { type RunView, type Step, stepOf, workedMs } from "@/editor/runs/fold-events";
import { byItem, itemOf } from "@/editor/runs/items";
import { stepName } from "@/editor/runs/step-name";
import { statusWord } from "@/editor/runs/step-words";
import { isOwn } from "@/editor/runs/view";
import { START } from "@/flow/document";
import { portWord } from "@/flow/port-words";
import { t } from "@/i18n";
import { duration } from "@/lib/time";
import { Button } from "@/ui/button";
import { Field, Select } from "@/ui/field";
import { Loading, Note } from "@/ui/notice";
import { DataView } from "./DataView";
import { FromRun } from "./FromRun";
import { useLastRun, useShownRun } from "./last-run";
import { keepTestValue } from "./test-values";

/** Input and output of this node in the run that is watched, else in the flow's last one. */
export function DataTab({ id }: { id: string }) {
  const { view, last } = useShownRun();
  if (!view) return <NoRun />;
  return (
    <div className="flex flex-col gap-4 p-4">
      <FromRun view={view} isLast={last !== null} />
      {id === START ? (
        <DataView title={t("Input of the run")} value={view.input} path={["input"]}>
          <UseForTests name="input" value={view.input} />
        </DataView>
      ) : (
        <OfNode id={id} view={view} />
      )}
    </div>
  );
}

function NoRun() {
  const { isLoading, failed, retry } = useLastRun();
  if (isLoading) return <Loading what={t("the last run")} />;
  if (!failed) return <p className="p-4 text-muted">{t("Run the flow to see what goes in and what comes out here.")}</p>;
  return (
    <Note tone="danger" className="m-4">
      <p>{t("The values of the last run could not be loaded.")}</p>
      <Button size="sm" className="mt-2" onClick={retry}>
        {t("Try again")}
      </Button>
    </Note>
  );
}

function OfNode({ id, view }: { id: string; view: RunView }) {
  const { runs } = useTools();
  const chosen = useRun((state) => state.step);
  const steps = byItem(view.steps.filter((step) => step.node === id));
  const own = steps.filter(isOwn);
  const step = steps.find((one) => one.key === chosen) ?? stepOf(view, id) ?? steps.at(-1);
  if (!step) return <p className="text-muted">{t("This node did not run in this run.")}</p>;
  return (
    <>
      {steps.length > 1 && (
        <Field label={t("Which time")}>
          {(ids) => (
            <Select {...ids} value={step.key} onChange={(event) => runs.setState({ step: event.target.value })}>
              {steps.map((one) => (
                <option key={one.key} value={one.key}>
                  {whichTime(one, own)}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      <p className="text-muted">{summary(step)}</p>
      {step.error && (
        <Note tone="danger">
          {step.error.message} <span className="text-xs text-muted">{step.error.code}</span>
        </Note>
      )}
      <DataView title={t("Input")} value={step.input} path={null} />
      {/* What ran inside of an agent or a sub-flow no expression of this flow can read. */}
      <DataView title={t("Output")} value={step.output} path={isOwn(step) ? [id] : null}>
        {isOwn(step) && <UseForTests name={id} value={step.output} />}
      </DataView>
    </>
  );
}

/** `item 3`, `time 2 of 5`, `kb_search · turn 2`, and whether it failed: what people look for in a long list. */
function whichTime(step: Step, own: Step[]): string {
  const item = itemOf(step);
  const status = isOwn(step) ? statusWord(step) : `${stepName(step)}, ${statusWord(step)}`;
  if (item) return t("Item {n}, {status}", { n: item, status });
  if (!isOwn(step)) return status;
  return own.length === 1 ? t("The node itself, {status}", { status }) : t("Time {n} of {count}, {status}", { n: own.indexOf(step) + 1, count: own.length, status });
}

function summary(step: Step): string {
  return [
    step.pinned ? t("pinned, not called") : statusWord(step),
    !step.pinned && step.durationMs !== null && duration(workedMs(step)),
    step.waitedMs >= 1_000 && t("after waiting {time}", { time: duration(step.waitedMs) }),
    step.attempt > 1 && t("attempt {n}", { n: step.attempt }),
    step.port && step.port !== "out" && t("left by ‘{port}’", { port: portWord(step.port) }),
    step.usage?.model,
  ]
    .filter(Boolean)
    .join(", ");
}

function UseForTests({ name, value }: { name: string; value: unknown }) {
  const { editor } = useTools();
  if (value === undefined || editor.getState().readOnly) return null;
  return (
    <Button
      size="sm"
      className="self-start"
      onClick={() => {
        keepTestValue(editor, name, value);
        editor.say(t("‘{name}’ has this value now when a node is tested alone.", { name }));
      }}
    >
      <FlaskConical size={13} aria-hidden /> {t("Use as test value")}
    </Button>
  );
}
