// Making the fix that a finding offers.
import { t } from "@/i18n";
import { findNode } from "@/flow/document";
import { applyFix } from "@/flow/fix";
import { placeAfter } from "@/flow/layout";
import type { Finding } from "@/flow/types";
import type { EditorTools } from "./context";

export function mend({ editor }: EditorTools, finding: Finding): void {
  const { fix } = finding;
  if (!fix) return;
  const before = editor.getState().doc.flow;
  const made = applyFix(before, fix);
  if (!made) return editor.say(t("The flow has changed since it was checked; look again in a moment."));
  editor.edit(fix.title, (doc) => {
    doc.flow = made;
    // What it brings stands after the node it is about.
    const fresh = made.nodes.filter((node) => !findNode(before, node.id));
    for (const { id } of fresh) if (finding.node) doc.layout.nodes[id] = placeAfter(doc.layout, finding.node);
  }, { say: t("Mended: {title}.", { title: fix.title }) });
}
