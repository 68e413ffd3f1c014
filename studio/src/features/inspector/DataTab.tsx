import { useRun, useTools } from "@/editor/context";
import { START } from "@/flow/document";
import { workedMs } from "@/editor/runs/fold-events";
import { duration } from "@/lib/time";
import { Select } from "@/ui/field";
import { JsonTree } from "@/ui/json";
import { Note } from "@/ui/notice";

/** Input and output of this node in the run that is watched. */
export function DataTab({ id }: { id: string }) {
  const { runs } = useTools();
  const view = useRun((state) => state.view);
  const chosen = useRun((state) => state.step);
  if (!view) return <p className="p-4 text-muted">Run the flow to see what goes in and what comes out here.</p>;
  if (id === START) {
    return (
      <div className="p-4">
        <h3 className="mb-1 font-semibold">Input of the run</h3>
        <JsonTree value={view.input} />
      </div>
    );
  }
  const steps = view.steps.filter((step) => step.node === id);
  const step = steps.find((one) => one.key === chosen) ?? steps.at(-1);
  if (!step) return <p className="p-4 text-muted">This node did not run.</p>;
  return (
    <div className="flex flex-col gap-4 p-4">
      {steps.length > 1 && (
        <Select aria-label="Which time" value={step.key} onChange={(event) => runs.setState({ step: event.target.value })}>
          {steps.map((one, index) => (
            <option key={one.key} value={one.key}>
              {one.address === id ? `Time ${index + 1} of ${steps.length}` : one.address}
            </option>
          ))}
        </Select>
      )}
      <p className="text-muted">
        {step.status}
        {step.durationMs !== null && `, ${duration(workedMs(step))}`}
        {step.waitedMs >= 1_000 && `, after waiting ${duration(step.waitedMs)}`}
        {step.attempt > 1 && `, attempt ${step.attempt}`}
        {step.port && step.port !== "out" && `, left by ‘${step.port}’`}
        {step.usage?.model && `, ${step.usage.model}`}
      </p>
      {step.error && (
        <Note tone="danger">
          {step.error.message} <span className="text-xs text-muted">{step.error.code}</span>
        </Note>
      )}
      <section>
        <h3 className="mb-1 font-semibold">Input</h3>
        <JsonTree value={step.input} />
      </section>
      <section>
        <h3 className="mb-1 font-semibold">Output</h3>
        <JsonTree value={step.output} />
      </section>
    </div>
  );
}
