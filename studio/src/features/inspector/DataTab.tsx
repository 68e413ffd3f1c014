import { FlaskConical } from "lucide-react";
import { useRun, useTools } from "@/editor/context";
import { placeOf } from "@/editor/runs/address";
import { type RunView, type Step, type StepStatus, workedMs } from "@/editor/runs/fold-events";
import { START } from "@/flow/document";
import { t } from "@/i18n";
import { duration } from "@/lib/time";
import { Button } from "@/ui/button";
import { Field, Select } from "@/ui/field";
import { Loading, Note } from "@/ui/notice";
import { DataView } from "./DataView";
import { FromRun } from "./FromRun";
import { useLastRun, useShownRun } from "./last-run";
import { keepTestValue } from "./test-values";

const WORDS: Record<StepStatus, () => string> = {
  running: () => t("running"),
  retrying: () => t("trying again"),
  waiting: () => t("waiting"),
  done: () => t("done"),
  failed: () => t("failed"),
  skipped: () => t("skipped"),
};

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
  const steps = view.steps.filter((step) => step.node === id);
  const step = steps.find((one) => one.key === chosen) ?? steps.at(-1);
  if (!step) return <p className="text-muted">{t("This node did not run in this run.")}</p>;
  return (
    <>
      {steps.length > 1 && (
        <Field label={t("Which time")}>
          {(ids) => (
            <Select {...ids} value={step.key} onChange={(event) => runs.setState({ step: event.target.value })}>
              {steps.map((one, index) => (
                <option key={one.key} value={one.key}>
                  {whichTime(one, id, index, steps.length)}
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
      <DataView title={t("Output")} value={step.output} path={[id]}>
        <UseForTests name={id} value={step.output} />
      </DataView>
    </>
  );
}

/** `item 3`, `time 2 of 5`, and whether it failed: what people look for in a long list. */
function whichTime(step: Step, id: string, index: number, count: number): string {
  const status = WORDS[step.status]();
  if (step.address === id) return t("Time {n} of {count}, {status}", { n: index + 1, count, status });
  const item = placeOf(step.address).index;
  return item === null ? `${step.address}, ${status}` : t("Item {n}, {status}", { n: item + 1, status });
}

function summary(step: Step): string {
  return [
    WORDS[step.status](),
    step.durationMs !== null && duration(workedMs(step)),
    step.waitedMs >= 1_000 && t("after waiting {time}", { time: duration(step.waitedMs) }),
    step.attempt > 1 && t("attempt {n}", { n: step.attempt }),
    step.port && step.port !== "out" && t("left by ‘{port}’", { port: step.port }),
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
