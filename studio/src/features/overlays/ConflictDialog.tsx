import { useState } from "react";
import { useEditorState, useTools } from "@/editor/context";
import type { Choice } from "@/flow/rebase";
import { t } from "@/i18n";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";

/** Somebody else changed the same fields. Per field: mine or theirs; nothing is dropped before a choice is made. */
export default function ConflictDialog() {
  const { editor, sync } = useTools();
  const conflicts = useEditorState((state) => state.conflicts);
  const [choices, setChoices] = useState<Record<string, Choice>>({});
  const close = () => editor.open(null);
  const open = conflicts.filter((conflict) => !choices[conflict.key]).length;
  return (
    <Dialog
      title={t("Changed here and elsewhere")}
      shape="wide"
      onClose={close}
      footer={
        <>
          <span className="mr-auto text-muted">{open > 0 ? t("{count, plural, one {# still to choose} other {# still to choose}}", { count: open }) : t("All chosen")}</span>
          <Button onClick={close}>{t("Later")}</Button>
          <Button
            look="primary"
            disabled={open > 0}
            onClick={() => {
              sync?.settle(choices);
              close();
            }}
          >
            {t("Save my choice")}
          </Button>
        </>
      }
    >
      <p className="mb-4 max-w-prose">{t("While you edited, somebody else saved this draft. What does not overlap was merged. These fields were changed on both sides:")}</p>
      <div className="flex flex-col gap-4">
        {conflicts.map((conflict) => (
          <fieldset key={conflict.key} className="rounded-card border border-line p-3">
            <legend className="px-1 font-medium">
              {conflict.node ? `‘${conflict.node}’` : t("The flow")} {conflict.field.replace(/^\/(config\/)?/, "").replaceAll("/", " › ") || t("as a whole")}
            </legend>
            <div className="grid gap-3 sm:grid-cols-2">
              {(["mine", "theirs"] as const).map((side) => (
                <label key={side} className="flex flex-col gap-1">
                  <span className="flex items-center gap-2">
                    <input type="radio" name={conflict.key} checked={choices[conflict.key] === side} onChange={() => setChoices({ ...choices, [conflict.key]: side })} />
                    {side === "mine" ? t("Mine") : t("Theirs")}
                  </span>
                  <pre className="max-h-48 overflow-auto rounded-control bg-sunken p-2 font-mono text-xs whitespace-pre-wrap">{show(conflict[side])}</pre>
                </label>
              ))}
            </div>
          </fieldset>
        ))}
      </div>
    </Dialog>
  );
}

const show = (value: unknown) => (value === undefined ? t("(removed)") : typeof value === "string" ? value : JSON.stringify(value, null, 2));
