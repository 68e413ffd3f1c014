import { type FormEvent, useEffect, useId, useState } from "react";
import { useNavigate } from "@tanstack/react-router";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { GitBranch } from "lucide-react";
import { branchesQuery, conflictsOf, joinBranch, type Resolution, saveBranch } from "@/api/branches";
import { asProblem } from "@/api/http";
import { useEditorState, useTools } from "@/editor/context";
import { keepPoint } from "@/editor/restore-points";
import { t } from "@/i18n";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Field, Input } from "@/ui/field";
import { ErrorNote } from "@/ui/notice";
import { toast } from "@/ui/toast";
import { SettleDialog } from "./SettleDialog";

/** Says that one is not on the draft, and leads back to it with what was done here. */
export default function BranchBar({ branch, scope }: { branch: string; scope: string }) {
  const { editor, sync } = useTools();
  const flow = useEditorState((state) => state.name);
  const readOnly = useEditorState((state) => state.readOnly);
  const saved = useEditorState((state) => state.save.at);
  const about = useQuery(branchesQuery(flow)).data?.find((one) => one.name === branch);
  const navigate = useNavigate();
  const client = useQueryClient();
  const [saving, setSaving] = useState(false);
  // What is saved may be all that the branch has, or had, of its own.
  useEffect(() => void client.invalidateQueries({ queryKey: branchesQuery(flow).queryKey }), [client, flow, saved]);
  const update = useMutation({
    mutationFn: async (resolutions: Resolution[]) => {
      await sync?.flush();
      void keepPoint(scope, t("update from the draft"), editor.getState().doc);
      return joinBranch(flow, branch, "update", { resolutions });
    },
    onSuccess: (joined) => {
      sync?.noticed(joined.branch_etag ?? "", "");
      toast(t("The branch has the draft’s changes now."));
      return client.invalidateQueries({ queryKey: branchesQuery(flow).queryKey });
    },
    onError: (error) => conflictsOf(error) === null && toast(asProblem(error).message, "danger"),
  });
  const conflicts = update.error ? conflictsOf(update.error) : null;
  const merge = async () => {
    await sync?.flush();
    await navigate({ to: "/flows/$flow/versions", params: { flow }, search: { base: "draft", head: `branch:${branch}` } });
  };
  return (
    <section aria-label={t("Branch")} className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-wait-soft px-4 py-1.5">
      <p className="flex min-w-0 flex-1 items-start gap-2 max-md:basis-full">
        <GitBranch size={16} aria-hidden className="mt-0.5 shrink-0 text-wait" />
        <span className="min-w-0 break-words">{t("You are on the branch ‘{branch}’. The draft stays as it is until you merge.", { branch })}</span>
      </p>
      {about?.behind && <Badge tone="warn">{t("behind the draft")}</Badge>}
      {!readOnly && (
        <div className="flex flex-wrap items-center gap-2">
          <Button size="sm" onClick={() => setSaving(true)}>
            {t("Save to Git…")}
          </Button>
          <Button size="sm" busy={update.isPending} disabled={about?.behind === false} onClick={() => update.mutate([])}>
            {t("Update from draft")}
          </Button>
          <Button size="sm" look="primary" onClick={() => void merge()}>
            {t("Merge into draft…")}
          </Button>
        </div>
      )}
      {saving && <SaveToGit flow={flow} branch={branch} onClose={() => setSaving(false)} />}
      {conflicts && (
        <SettleDialog conflicts={conflicts} sides={{ ours: t("As in the branch"), theirs: t("As in the draft") }} busy={update.isPending} onSettle={(resolutions) => update.mutate(resolutions)} onClose={() => update.reset()} />
      )}
    </section>
  );
}

function SaveToGit({ flow, branch, onClose }: { flow: string; branch: string; onClose: () => void }) {
  const { sync } = useTools();
  const form = useId();
  const [message, setMessage] = useState("");
  const save = useMutation({
    mutationFn: async () => {
      await sync?.flush();
      return saveBranch(flow, branch, message);
    },
    onSuccess: ({ commit, reference }) => {
      toast(commit ? t("Saved as {commit} on {reference}", { commit: commit.slice(0, 8), reference }) : t("It is saved to Git as soon as that works again."));
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Dialog
      title={t("Save to Git")}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("Cancel")}</Button>
          <Button type="submit" form={form} look="primary" busy={save.isPending}>
            {t("Save")}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-3">
        <p>{t("The branch as it is now becomes a commit of yours. With a Git server set, others get it there.")}</p>
        <Field label={t("What did you change?")}>{(ids) => <Input {...ids} value={message} maxLength={200} onChange={(event) => setMessage(event.target.value)} />}</Field>
        {save.error && <ErrorNote error={save.error} />}
      </form>
    </Dialog>
  );
}
