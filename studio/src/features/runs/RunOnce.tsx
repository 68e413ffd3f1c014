import { type FormEvent, useEffect, useRef, useState } from "react";
import { useMutation } from "@tanstack/react-query";
import { startRun } from "@/api/runs";
import { useEditorState, useTools } from "@/editor/context";
import type { Schema } from "@/flow/defaults";
import { findNode } from "@/flow/document";
import { sample } from "@/flow/sample";
import { t } from "@/i18n";
import { Button } from "@/ui/button";
import { Field, Textarea } from "@/ui/field";
import { ErrorNote } from "@/ui/notice";

/** One run of the draft with an input of one's own: for flows that are no conversation. */
export function RunOnce() {
  const { editor, runs, sync, trial, focusChat } = useTools();
  const name = useEditorState((state) => state.name);
  const branch = useEditorState((state) => state.branch);
  const schema = useEditorState((state) => state.doc.flow.input) as Schema | undefined;
  const [text, setText] = useState(() => JSON.stringify(sample({ type: "object", ...schema }), null, 2));
  const [wrong, setWrong] = useState<string | null>(null);
  const start = useMutation({
    mutationFn: async (input: unknown) => {
      await sync?.flush();
      return startRun(name, input, { branch, ...trial.asked((node) => findNode(editor.getState().doc.flow, node) !== undefined) });
    },
    onSuccess: (run) => runs.watch(run.id),
  });
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // The input stands there already: Enter runs it.
    focusChat.current = () => button.current?.focus();
    return () => {
      focusChat.current = null;
    };
  }, [focusChat]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    try {
      const input: unknown = JSON.parse(text);
      setWrong(null);
      start.mutate(input);
    } catch (error) {
      setWrong(t("This is not JSON: {reason}", { reason: error instanceof Error ? error.message : "" }));
    }
  };
  return (
    <form onSubmit={submit} className="flex h-full flex-col gap-3 overflow-y-auto p-3">
      <Field label={t("Input")} error={wrong}>
        {(ids) => <Textarea {...ids} rows={6} spellCheck={false} className="font-mono text-xs!" value={text} onChange={(event) => setText(event.target.value)} />}
      </Field>
      {start.isError && <ErrorNote error={start.error} />}
      <Button ref={button} type="submit" look="primary" className="self-end" busy={start.isPending}>
        {t("Run")}
      </Button>
    </form>
  );
}
