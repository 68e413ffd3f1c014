// What a person answers where both sides changed the same.
import { t } from "@/i18n";
import type { Conflict } from "@/flow/rebase";
import { take, valueIn } from "@/flow/rebase";
import { same } from "@/flow/document";
import type { Editor } from "./store";

export type Answered = "mine" | "theirs" | { text: string };

/** Mine stands in the document already, so only the others change it. */
export function answer(editor: Editor, conflicts: Conflict[], answers: Record<string, Answered>): void {
  const { kinds } = editor.getState();
  editor.edit(t("choice between mine and theirs"), (doc) => {
    for (const conflict of conflicts) {
      const chosen = answers[conflict.key];
      if (!chosen || chosen === "mine") continue;
      const value = chosen === "theirs" ? conflict.theirs : chosen.text;
      if (!same(valueIn(doc, conflict), value)) take(doc, conflict, value, kinds);
    }
  });
}

/** Both texts, one after the other, for a person to make one of them. */
export const canBeBoth = (mine: unknown, theirs: unknown): boolean => typeof mine === "string" && typeof theirs === "string";
export const both = (mine: unknown, theirs: unknown): string => [mine, theirs].filter((text) => typeof text === "string" && text !== "").join("\n");
