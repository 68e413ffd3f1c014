import { type FormEvent, useState } from "react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { createFlow, extractFlow, getDraft, getLayout, putDraft, putLayout } from "@/api/flows";
import { asProblem } from "@/api/http";
import { useEditorState, useTools } from "@/editor/context";
import { START } from "@/flow/document";
import { border, type Crossing, extractedLayout, replaceExtracted } from "@/flow/extract";
import { t } from "@/i18n";
import { slug } from "@/lib/slug";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Field, Input } from "@/ui/field";
import { ErrorNote, Loading } from "@/ui/notice";
import { toast } from "@/ui/toast";

/** What is chosen becomes a flow of its own, and one step here that runs it. First what crosses the border is shown. */
export default function ExtractDialog() {
  const tools = useTools();
  const { editor } = tools;
  const client = useQueryClient();
  const flow = useEditorState((state) => state.doc.flow);
  const outer = useEditorState((state) => state.name);
  const [nodes] = useState(() => [...editor.getState().nodes].filter((id) => id !== START));
  const [title, setTitle] = useState(() => t("Part of {title}", { title: flow.title || outer }));
  const [name, setName] = useState(`${outer}-part`.slice(0, 64));
  const close = () => editor.open(null);

  // What crosses the border does not depend on the name; the step’s own does, and is asked for when it is made.
  const preview = useQuery({ queryKey: ["extract", outer, flow, nodes], queryFn: () => extractFlow(outer, { flow, nodes, name: "sub-flow" }), retry: false, gcTime: 0 });
  const make = useMutation({
    mutationFn: async () => {
      const made = await extractFlow(outer, { flow, nodes, name });
      await createFlow({ name, title });
      const draft = await getDraft(name);
      await putDraft(name, { ...made.subflow, title }, draft.etag);
      const layout = await getLayout(name);
      await putLayout(name, extractedLayout(editor.getState().doc.layout, made.subflow), layout.etag);
      return made;
    },
    onSuccess: (made) => {
      void client.invalidateQueries({ queryKey: ["flows"] });
      editor.edit(t("make the sub-flow ‘{name}’", { name }), (doc) => replaceExtracted(doc, made.flow, made.node), { select: [made.node], say: t("Made the sub-flow {name}.", { name }) });
      close();
      toast(t("‘{title}’ is a draft of its own now. Publish it before this flow.", { title }));
      tools.canvas.current?.focus(made.node);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  const problem = make.error ? asProblem(make.error) : null;
  const crossing = preview.data && border(preview.data.flow, preview.data.node, preview.data.subflow);
  return (
    <Dialog
      title={t("Make a sub-flow of {count, plural, one {# node} other {# nodes}}", { count: nodes.length })}
      shape="wide"
      onClose={close}
      footer={
        <>
          <Button onClick={close}>{t("Cancel")}</Button>
          <Button look="primary" type="submit" form="extract" disabled={!crossing} busy={make.isPending}>
            {t("Make the sub-flow")}
          </Button>
        </>
      }
    >
      <form id="extract" onSubmit={submit} className="flex flex-col gap-4">
        {!preview.isError && (
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label={t("Title")}>
              {(ids) => (
                <Input
                  {...ids}
                  required
                  value={title}
                  onChange={(event) => {
                    setTitle(event.target.value);
                    setName(slug(event.target.value));
                  }}
                />
              )}
            </Field>
            <Field label={t("Name")} help={t("Part of its address; cannot be changed later.")} error={problem?.field("name") ?? (problem?.status === 409 ? t("Another flow has this name.") : undefined)}>
              {(ids) => <Input {...ids} required className="font-mono" pattern="[a-z0-9][a-z0-9\-]*" maxLength={64} value={name} onChange={(event) => setName(event.target.value)} />}
            </Field>
          </div>
        )}
        {preview.isPending && <Loading what={t("what crosses the border")} />}
        {preview.isError && <ErrorNote error={preview.error} />}
        {crossing && (
          <>
            <Crossings title={t("It is given")} none={t("Nothing: it reads nothing of the rest of this flow.")} list={crossing.inputs} arrow="←" />
            <Crossings title={t("It gives back")} none={t("Nothing: the rest of this flow reads nothing of it.")} list={crossing.outputs} arrow="←" />
            {problem && problem.status !== 409 && !problem.field("name") && <ErrorNote error={make.error} />}
          </>
        )}
      </form>
    </Dialog>
  );
}

function Crossings({ title, none, list, arrow }: { title: string; none: string; list: Crossing[]; arrow: string }) {
  return (
    <section>
      <h3 className="mb-1 font-semibold">{title}</h3>
      {list.length === 0 ? (
        <p className="text-muted">{none}</p>
      ) : (
        <ul aria-label={title} className="rounded-card border border-line">
          {list.map((one) => (
            <li key={one.name} className="flex flex-wrap gap-x-2 border-b border-line px-3 py-1.5 last:border-b-0">
              <code className="font-mono">{one.name}</code> <span aria-hidden>{arrow}</span> <code className="min-w-0 font-mono break-words text-muted">{one.from}</code>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
