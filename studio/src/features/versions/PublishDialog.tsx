import { useEffect, useState } from "react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { inReadersWords } from "@/api/finding-words";
import { asProblem } from "@/api/http";
import { publishFlow } from "@/api/publish";
import { useEditorState, useTools } from "@/editor/context";
import type { EditorTools } from "@/editor/context";
import { drafted as draftedOf } from "@/flow/changes";
import { t } from "@/i18n";
import { whenThere } from "@/lib/when-there";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Field, Input } from "@/ui/field";
import { FindingLines } from "@/ui/finding-lines";
import { ErrorNote, Note } from "@/ui/notice";
import { toast } from "@/ui/toast";
import { Authors, Stays } from "./PublishAuthors";
import { CostChange, CostOfOne, DraftChanges, Tests } from "./PublishParts";
import { Published } from "./Published";
import { Reach } from "./Reach";
import { usePublishing } from "./use-publishing";

/** What will change, in words; then the version, and where it goes from here. */
export function PublishDialog() {
  const tools = useTools();
  const { editor, sync } = tools;
  const name = useEditorState((state) => state.name);
  const nodes = useEditorState((state) => state.doc.flow.nodes.length);
  const draftErrors = useEditorState((state) => state.findings.filter((finding) => finding.severity === "error").length);
  const [message, setMessage] = useState<string | null>(null);
  const client = useQueryClient();
  // What is published is what the server has: everything typed so far goes there before it is looked at.
  const saved = useQuery({ queryKey: ["flows", name, "draft", "sent"], queryFn: () => send(tools).then(() => true), staleTime: Infinity, gcTime: 0, retry: false });
  const publishing = usePublishing(name, saved.isSuccess);
  const { last, isFirst, list, only, canChoose } = publishing;
  const errors = publishing.findings.filter((finding) => finding.severity === "error");
  const warnings = publishing.findings.length - errors.length;
  const drafted = isFirst ? t("First version, {count, plural, one {# node} other {# nodes}}", { count: nodes }) : upperFirst(list ? draftedOf(list) : "");
  const publish = useMutation({
    mutationFn: async () => {
      await send(tools);
      return publishFlow(name, message ?? drafted, only);
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ["flows"] }),
    onError: async (error) => {
      const found = asProblem(error).body?.findings;
      if (found && only === null) editor.setState(await inReadersWords({ findings: found }));
    },
  });
  const close = () => editor.open(null);
  // With errors there is nothing to fill in here: it leads to what must be mended. Unless they may be of others, who can be left out.
  const asks = draftErrors > 0 && !publish.data && !publishing.knowsAuthors && !saved.isError;
  const blocks = draftErrors > 0 && !publish.data && !asks && !canChoose;
  useEffect(() => {
    if (blocks) toProblems(tools, draftErrors);
  }, [blocks, draftErrors, tools]);
  if (blocks || asks) return null;
  if (publish.data) return <Published flow={name} published={publish.data} onClose={close} />;
  const cannot = saved.isError || list?.length === 0 || only?.length === 0 || errors.length > 0 || publishing.shared.length > 0 || (only !== null && publishing.error !== null);
  return (
    <Dialog
      title={t("Publish")}
      shape="wide"
      onClose={close}
      footer={
        <>
          <Button onClick={close}>{t("Cancel")}</Button>
          <Button look="primary" busy={publish.isPending || saved.isPending || (only !== null && publishing.isPending)} disabled={cannot} onClick={() => publish.mutate()}>
            {only ? t("Publish this part") : t("Publish")}
          </Button>
        </>
      }
    >
      <div className="grid gap-x-8 gap-y-4 md:grid-cols-2">
        <div className="flex flex-col gap-4">
          <Authors publishing={publishing} />
          {only?.length !== 0 && publishing.shared.length === 0 && <DraftChanges flow={name} last={last} isFirst={isFirst} nodes={nodes} list={list} error={publishing.error} isPart={only !== null} />}
          <Stays publishing={publishing} />
          <Field label={t("Message")} help={t("For the history: what changed and why.")}>
            {(ids) => <Input {...ids} value={message ?? drafted} maxLength={500} onChange={(event) => setMessage(event.target.value)} />}
          </Field>
        </div>
        <div className="flex flex-col gap-4">
          {errors.length > 0 && (
            <Note tone="danger">
              <p>{only ? t("Without what is left out it has errors:") : t("The draft has errors. Leave out whose they are, or mend them first:")}</p>
              <ul className="mt-1 list-disc pl-5">
                <FindingLines findings={errors} />
              </ul>
            </Note>
          )}
          <Tests tests={publishing.tests} isBroken={errors.length > 0} />
          {errors.length === 0 && <CostChange cost={publishing.tests.results?.cost ?? null} />}
          <CostOfOne cost={publishing.cost} />
          {warnings > 0 && <p className="text-warn">{t("{count, plural, one {# warning; it does} other {# warnings; they do}} not stop publishing.", { count: warnings })}</p>}
          <Reach flow={name} isFirst={isFirst} failing={publishing.tests.results?.failed ?? 0} />
        </div>
        {(saved.isError || publish.isError) && (
          <div className="md:col-span-2">
            <ErrorNote error={saved.error ?? publish.error} />
          </div>
        )}
      </div>
    </Dialog>
  );

  async function send({ editor }: EditorTools): Promise<void> {
    await sync?.flush();
    const { save } = editor.getState();
    if (save.state !== "saved") throw new Error(save.message || t("The draft could not be saved, so it was not published."));
  }
}

const upperFirst = (text: string) => text.replace(/^./, (letter) => letter.toUpperCase());

/** Closes, opens the list of problems, and puts the focus on the first. */
function toProblems({ editor }: EditorTools, errors: number): void {
  const said = t("Not published: {count, plural, one {# error} other {# errors}} must be mended first.", { count: errors });
  editor.setState({ overlay: null, panel: "problems" });
  editor.say(said);
  toast(said);
  // After the dialog has given the focus back and the list is there.
  setTimeout(() => whenThere(() => document.querySelector<HTMLElement>("button[data-finding]"), (first) => first.focus()), 50);
}
