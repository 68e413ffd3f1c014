import { type FormEvent, useState } from "react";
import { useMutation } from "@tanstack/react-query";
import { startRun } from "@/api/runs";
import { useEditorState, useTools } from "@/editor/context";
import type { Schema } from "@/flow/defaults";
import { Button } from "@/ui/button";
import { Field, Textarea } from "@/ui/field";
import { ErrorNote } from "@/ui/notice";

/** One run of the draft with an input of one's own: for flows that are no conversation. */
export function RunOnce() {
  const { runs, sync } = useTools();
  const name = useEditorState((state) => state.name);
  const schema = useEditorState((state) => state.doc.flow.input) as Schema | undefined;
  const [text, setText] = useState(() => JSON.stringify(example(schema), null, 2));
  const [wrong, setWrong] = useState<string | null>(null);
  const start = useMutation({
    mutationFn: async (input: unknown) => {
      await sync?.flush();
      return startRun(name, input);
    },
    onSuccess: (run) => runs.watch(run.id),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    try {
      const input: unknown = JSON.parse(text);
      setWrong(null);
      start.mutate(input);
    } catch (error) {
      setWrong(error instanceof Error ? error.message : "This is not JSON.");
    }
  };
  return (
    <form onSubmit={submit} className="flex h-full flex-col gap-3 overflow-y-auto p-3">
      <Field label="Input" error={wrong}>
        {(ids) => <Textarea {...ids} rows={6} spellCheck={false} className="font-mono text-xs!" value={text} onChange={(event) => setText(event.target.value)} />}
      </Field>
      {start.isError && <ErrorNote error={start.error} />}
      <Button type="submit" look="primary" className="self-end" busy={start.isPending}>
        Run
      </Button>
    </form>
  );
}

/** What the schema of the input suggests. */
function example(schema: Schema | undefined): unknown {
  const properties = (schema?.properties ?? {}) as Record<string, Schema>;
  const values = Object.entries(properties).map(([name, field]) => {
    const examples = field.examples as unknown[] | undefined;
    return [name, field.default ?? examples?.[0] ?? (field.type === "number" || field.type === "integer" ? 0 : field.type === "boolean" ? false : field.type === "array" ? [] : field.type === "object" ? {} : "")];
  });
  return Object.fromEntries(values);
}
