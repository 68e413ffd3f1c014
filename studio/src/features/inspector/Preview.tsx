import { memo } from "react";
import { useEditor } from "@/editor/context";
import { brief } from "@/flow/complete";
import { judge } from "@/flow/judge";
import { type Preview as Found, previewCode, previewTemplate } from "@/flow/preview";
import type { Seen } from "@/flow/scope";
import { parseSentence } from "@/flow/sentence";
import { t } from "@/i18n";
import { useShownRun } from "./last-run";
import { seenIn } from "./seen";

interface PreviewProps {
  text: string;
  language: "template" | "expression";
}

/** What a text gives with the values of the run that is shown. */
export const Preview = memo(function Preview({ text, language }: PreviewProps) {
  const editor = useEditor();
  const { view, last } = useShownRun();
  if (!view || text === "" || (language === "template" && !text.includes("{{"))) return null;
  const seen = seenIn(editor.getState().doc.flow, view);
  const found = language === "template" ? previewTemplate(text, seen) : expression(text, seen);
  // Why there is none is said of a run that somebody chose.
  if (!found || (last !== null && found.is !== "value")) return null;
  return (
    <div data-preview className="rounded-control bg-sunken px-2.5 py-1.5 text-xs text-muted">
      {found.is === "value" ? (
        <>
          <span className="font-medium">{last === null ? t("In this run:") : t("In the run of {time}:", { time: last })}</span>{" "}
          <span className="line-clamp-4 break-words whitespace-pre-wrap text-text">{found.value === null ? t("nothing") : language === "expression" && typeof found.value === "boolean" ? (found.value ? t("yes, it holds") : t("no, it does not hold")) : typeof found.value === "string" ? found.value || t("an empty text") : brief(found.value, 400)}</span>
        </>
      ) : (
        why(found)
      )}
    </div>
  );
});

/** A condition that is a sentence can be judged here. */
function expression(code: string, seen: Seen): Found | null {
  const found = previewCode(code, seen);
  if (found?.is !== "expression") return found;
  const parsed = parseSentence(code);
  return "sentence" in parsed ? judge(parsed.sentence, seen) : found;
}

function why(found: Exclude<Found, { is: "value" }>): string {
  if (found.is === "absent") return found.name === "input" || found.name === "state" ? t("The run has no value for ‘{name}’ yet.", { name: found.name }) : t("‘{name}’ did not run in this run, so there is no preview.", { name: found.name });
  if (found.is === "passing") return t("‘{name}’ is known only while a run is under way, so there is no preview.", { name: found.name });
  return t("An expression is worked out by the server, so there is no preview. The Test tab runs this node alone.");
}
