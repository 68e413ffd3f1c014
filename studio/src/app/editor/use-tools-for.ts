import { useEffect, useState } from "react";
import { freeze } from "immer";
import type { Loaded } from "@/api/flows";
import { t } from "@/i18n";
import { startChecking } from "@/editor/checker";
import type { EditorTools } from "@/editor/context";
import { DraftSync } from "@/editor/draft-sync";
import { startPresence } from "@/editor/presence/presence";
import { restore } from "@/editor/merging";
import type { Outbox } from "@/editor/outbox";
import { keepPoint, watchPoints } from "@/editor/restore-points";
import { createRunStore } from "@/editor/runs/run-store";
import { createTrialStore } from "@/editor/runs/trial-store";
import { createEditor } from "@/editor/store";
import { createTaste } from "@/editor/taste";
import type { NodeKind } from "@/flow/types";
import { toast } from "@/ui/toast";
import { tellMerged } from "./tell-merged";

interface Setup {
  name: string;
  /** `null`: the flow’s own draft. */
  branch?: string | null;
  /** Whose pins and breakpoints they are, and whose favourites. */
  user: string;
  kinds: NodeKind[];
  loaded: Loaded;
  /** Without one nothing is saved: what is open cannot be changed. */
  outbox: Outbox | null;
  /** Whose restore points, of which flow. */
  scope: string;
}

/** One editor with everything that belongs to it: made when a flow opens, ended when it closes. */
export function useToolsFor({ name, branch = null, user, kinds, loaded, outbox, scope }: Setup): EditorTools {
  const readOnly = outbox === null;
  const [made] = useState(() => {
    const known = new Map(kinds.map((kind) => [kind.name, kind]));
    const opened = restore(outbox?.found ?? [], loaded, known);
    const editor = createEditor({ name, branch, kinds: known, doc: { flow: freeze(opened.doc.flow, true), layout: opened.doc.layout }, readOnly });
    const sync = outbox && new DraftSync(editor, outbox, loaded, opened);
    const tools: EditorTools = { editor, runs: createRunStore(), trial: createTrialStore(user, name), taste: createTaste(user), sync, canvas: { current: null }, focusPalette: { current: null }, focusChat: { current: null } };
    return { tools, restored: opened.restored };
  });
  useEffect(() => {
    const { tools, restored } = made;
    if (tools.sync) {
      tools.sync.beforeMerge = (doc) => void keepPoint(scope, t("merge"), doc);
      tools.sync.onMerged = (what) => void tellMerged(name, branch, what);
    }
    const stopPoints = readOnly ? undefined : watchPoints(tools.editor, scope);
    const stopSync = tools.sync?.start();
    const stopPresence = tools.sync ? startPresence(tools.editor, tools.sync) : undefined;
    const stopChecks = readOnly ? undefined : startChecking(tools.editor);
    if (restored) toast(t("Changes that an earlier page had not saved are back."));
    return () => {
      stopSync?.();
      stopPoints?.();
      stopPresence?.();
      stopChecks?.();
      tools.runs.clear();
    };
  }, [made, name, branch, readOnly, scope]);
  return made.tools;
}
