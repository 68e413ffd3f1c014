import { useEffect, useState } from "react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { changesQuery, environmentsQuery, flowQuery, publishFlow } from "@/api/flows";
import { asProblem } from "@/api/http";
import { useEditorState, useTools } from "@/editor/context";
import type { EditorTools } from "@/editor/context";
import { drafted as draftedOf, entries } from "@/flow/changes";
import { t } from "@/i18n";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Field, Input } from "@/ui/field";
import { ErrorNote } from "@/ui/notice";
import { toast } from "@/ui/toast";
import { Authors, CostOfOne, DraftChanges, Tests } from "./PublishParts";
import { Published } from "./Published";

/** What will change, in words; then the version, and where it goes from here. */
export function PublishDialog() {
  const tools = useTools();
  const { editor, sync } = tools;
  const name = useEditorState((state) => state.name);
  const nodes = useEditorState((state) => state.doc.flow.nodes.length);
  const errors = useEditorState((state) => state.findings.filter((finding) => finding.severity === "error").length);
  const warnings = useEditorState((state) => state.findings.length) - errors;
  const [message, setMessage] = useState<string | null>(null);
  const client = useQueryClient();
  // What is published is what the server has: everything typed so far goes there before it is looked at.
  const saved = useQuery({ queryKey: ["flows", name, "draft", "sent"], queryFn: () => send(tools).then(() => true), staleTime: Infinity, gcTime: 0, retry: false });
  const about = useQuery(flowQuery(name));
  const last = about.data?.published?.version;
  const production = useQuery(environmentsQuery(name)).data?.find((one) => one.name === "production");
  const compared = useQuery({ ...changesQuery(name, String(last), "draft"), enabled: last !== undefined && saved.isSuccess });
  const list = compared.data ? entries(compared.data.diff) : null;
  const isFirst = about.isSuccess && last === undefined;
  const drafted = isFirst ? t("First version, {count, plural, one {# node} other {# nodes}}", { count: nodes }) : upperFirst(list ? draftedOf(list) : "");
  const publish = useMutation({
    mutationFn: async () => {
      await send(tools);
      return publishFlow(name, message ?? drafted);
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ["flows"] }),
    onError: (error) => {
      const found = asProblem(error).body?.findings;
      if (found) editor.setState({ findings: found });
    },
  });
  const close = () => editor.open(null);
  // With errors there is nothing to fill in here: it leads to what must be mended.
  const blocks = errors > 0 && !publish.data;
  useEffect(() => {
    if (blocks) toProblems(tools, errors);
  }, [blocks, errors, tools]);
  if (blocks) return null;
  if (publish.data) return <Published flow={name} published={publish.data} onClose={close} />;
  const nothing = list?.length === 0;
  return (
    <Dialog
      title={t("Publish")}
      shape="wide"
      onClose={close}
      footer={
        <>
          <Button onClick={close}>{t("Cancel")}</Button>
          <Button look="primary" busy={publish.isPending || saved.isPending} disabled={saved.isError || nothing} onClick={() => publish.mutate()}>
            {t("Publish")}
          </Button>
        </>
      }
    >
      <div className="grid gap-x-8 gap-y-4 md:grid-cols-2">
        <div className="flex flex-col gap-4">
          <DraftChanges flow={name} last={last} isFirst={isFirst} nodes={nodes} list={list} error={compared.error} />
          <Authors flow={name} isSaved={saved.isSuccess} />
          <Field label={t("Message")} help={t("For the history: what changed and why.")}>
            {(ids) => <Input {...ids} value={message ?? drafted} maxLength={500} onChange={(event) => setMessage(event.target.value)} />}
          </Field>
        </div>
        <div className="flex flex-col gap-4">
          <Tests flow={name} isSaved={saved.isSuccess} />
          <CostOfOne flow={name} isSaved={saved.isSuccess} />
          {warnings > 0 && <p className="text-warn">{t("{count, plural, one {# warning; it does} other {# warnings; they do}} not stop publishing.", { count: warnings })}</p>}
          <p className="text-muted">
            {production && !production.follows_newest
              ? t("Production stays with version {version} until it is moved. Runs that are under way finish with the version they began with.", { version: production.version ?? 0 })
              : t("New conversations use the new version at once. Runs that are under way finish with the version they began with.")}
          </p>
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
  setTimeout(() => document.querySelector<HTMLElement>("button[data-finding]")?.focus(), 50);
}
