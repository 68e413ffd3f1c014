import { type FormEvent, useId, useState } from "react";
import { useTools, useTrial } from "@/editor/context";
import { t } from "@/i18n";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Field, Input } from "@/ui/field";

/** Where test runs stop: before or after a node, always or only if. */
export function StopDialog({ node, onClose }: { node: string; onClose: () => void }) {
  const { trial, editor } = useTools();
  const form = useId();
  const set = useTrial((state) => state.stops[node]);
  const [after, setAfter] = useState(set?.after ?? false);
  const [when, setWhen] = useState(set?.when ?? "");
  const save = (event: FormEvent) => {
    event.preventDefault();
    trial.stopAt(node, { after, when });
    editor.say(after ? t("Test runs stop after ‘{node}’.", { node }) : t("Test runs stop before ‘{node}’.", { node }));
    onClose();
  };
  return (
    <Dialog
      title={t("Stop at ‘{node}’", { node })}
      onClose={onClose}
      footer={
        <>
          {set && (
            <Button
              className="mr-auto"
              onClick={() => {
                trial.stopAt(node, null);
                onClose();
              }}
            >
              {t("Remove the breakpoint")}
            </Button>
          )}
          <Button onClick={onClose}>{t("Cancel")}</Button>
          <Button look="primary" type="submit" form={form}>
            {t("Stop here")}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={save} className="flex flex-col gap-3">
        <p className="text-muted">{t("Your test runs stop here and show what goes in, what comes out and the state. You change it, go a step, or go on.")}</p>
        <Field label={t("Only if")} help={t("An expression, as in a condition: confidence < 0.5. Empty: always.")}>
          {(ids) => <Input {...ids} value={when} spellCheck={false} className="font-mono text-xs!" placeholder="answer.confidence < 0.5" onChange={(event) => setWhen(event.target.value)} />}
        </Field>
        <div role="radiogroup" aria-label={t("When")} className="flex gap-4">
          <label className="flex min-h-6 items-center gap-2">
            <input type="radio" name="when" checked={!after} onChange={() => setAfter(false)} /> {t("Before it")}
          </label>
          <label className="flex min-h-6 items-center gap-2">
            <input type="radio" name="when" checked={after} onChange={() => setAfter(true)} /> {t("After it")}
          </label>
        </div>
      </form>
    </Dialog>
  );
}
