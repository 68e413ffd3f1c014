import { useEffect, useState } from "react";
import { freeze } from "immer";
import type { Loaded } from "@/api/flows";
import { startChecking } from "@/editor/checker";
import type { EditorTools } from "@/editor/context";
import { DraftSync } from "@/editor/draft-sync";
import { browserOutbox, restore } from "@/editor/outbox";
import { createRunStore } from "@/editor/runs/run-store";
import { createTrialStore } from "@/editor/runs/trial-store";
import { createEditor } from "@/editor/store";
import { complete } from "@/flow/layout";
import type { NodeKind } from "@/flow/types";
import { toast } from "@/ui/toast";

interface Setup {
  name: string;
  tenant: string;
  /** Whose pins and breakpoints they are. */
  user: string;
  kinds: NodeKind[];
  loaded: Loaded;
  readOnly: boolean;
}

/** One editor with everything that belongs to it: made when a flow opens, ended when it closes. */
export function useToolsFor({ name, tenant, user, kinds, loaded, readOnly }: Setup): EditorTools {
  const [made] = useState(() => {
    const known = new Map(kinds.map((kind) => [kind.name, kind]));
    const outbox = browserOutbox(tenant, name);
    const unsaved = readOnly ? null : outbox.read();
    const { doc, restored, conflicts } = restore(unsaved, loaded);
    const flow = freeze(doc.flow, true);
    const editor = createEditor({ name, kinds: known, doc: { flow, layout: complete(flow, doc.layout, known) }, readOnly });
    // Places given to nodes that had none are no edit of anybody's.
    const base: Loaded = { ...loaded, layout: restored ? loaded.layout : editor.getState().doc.layout };
    const sync = readOnly ? null : new DraftSync(editor, outbox, base);
    const tools: EditorTools = { editor, runs: createRunStore(), trial: createTrialStore(user, name), sync, canvas: { current: null }, focusPalette: { current: null }, focusChat: { current: null } };
    return { tools, restored, conflicts, unsaved };
  });
  useEffect(() => {
    const { tools, restored, conflicts, unsaved } = made;
    const stopSync = tools.sync?.start();
    const stopChecks = readOnly ? undefined : startChecking(tools.editor);
    if (conflicts.length > 0 && unsaved) tools.sync?.openWith(conflicts, loaded, unsaved.base.flow);
    else if (restored) toast("Changes that an earlier page had not saved are back.");
    return () => {
      stopSync?.();
      stopChecks?.();
      tools.runs.clear();
    };
  }, [made, loaded, readOnly]);
  return made.tools;
}
