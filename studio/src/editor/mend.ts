// Making the fix that a finding offers.
import { t } from "@/i18n";
import { applyFix } from "@/flow/fix";
import type { Finding } from "@/flow/types";
import type { EditorTools } from "./context";

export function mend({ editor }: EditorTools, finding: Finding): void {
  const { fix } = finding;
  if (!fix) return;
  const made = applyFix(editor.getState().doc.flow, fix);
  if (!made) return editor.say(t("The flow has changed since it was checked; look again in a moment."));
  editor.edit(fix.title, (doc) => {
    doc.flow = made;
  }, { say: t("Mended: {title}.", { title: fix.title }) });
}
