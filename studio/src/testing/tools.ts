// The tools of an editor that nothing is drawn of.
import type { EditorTools } from "@/editor/context";
import { createRunStore } from "@/editor/runs/run-store";
import { createTrialStore } from "@/editor/runs/trial-store";
import { createEditor } from "@/editor/store";
import { createTaste } from "@/editor/taste";
import { docOf, flow, kinds, node } from "./builders";

export const createTools = (doc = docOf(flow([node("kb"), node("say")], "start>kb kb>say"))): EditorTools => ({
  editor: createEditor({ name: "test", kinds, doc }),
  runs: createRunStore(),
  trial: createTrialStore("u", "f"),
  taste: createTaste("u"),
  sync: null,
  canvas: { current: null },
  focusPalette: { current: null },
  focusChat: { current: null },
});
