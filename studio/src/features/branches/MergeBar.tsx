import { useState } from "react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { branchesQuery, conflictsOf, joinBranch, type Resolution } from "@/api/branches";
import { keepPoint } from "@/editor/restore-points";
import type { Doc } from "@/flow/document";
import { t } from "@/i18n";
import { Button, buttonClass } from "@/ui/button";
import { ErrorNote } from "@/ui/notice";
import { toast } from "@/ui/toast";
import { SettleDialog } from "./SettleDialog";

interface Props {
  flow: string;
  branch: string;
  /** The draft as it is before, and whose restore points it goes to. */
  draft: Doc;
  scope: string;
}

/** Brings the branch that is compared with the draft into it. */
export default function MergeBar({ flow, branch, draft, scope }: Props) {
  const about = useQuery(branchesQuery(flow)).data?.find((one) => one.name === branch);
  const [isDone, setIsDone] = useState(false);
  const navigate = useNavigate();
  const client = useQueryClient();
  const merge = useMutation({
    mutationFn: async (resolutions: Resolution[]) => {
      const joined = await joinBranch(flow, branch, "merge", { resolutions, delete: isDone });
      await keepPoint(scope, t("merge of the branch {branch}", { branch }), draft);
      return joined;
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["flows"] });
      toast(t("The branch {branch} is merged into the draft. Nothing is published yet.", { branch }));
      await navigate({ to: "/flows/$flow", params: { flow }, search: {} });
    },
  });
  const conflicts = merge.error ? conflictsOf(merge.error) : null;
  return (
    <section aria-label={t("Merge")} className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-wait-soft px-3 py-2">
      <p className="min-w-60 flex-1">
        {about?.behind
          ? t("The draft has changes that ‘{branch}’ has not. They show here as taken back, but merging keeps them.", { branch })
          : t("This is what merging ‘{branch}’ changes in the draft.", { branch })}
      </p>
      <label className="flex min-h-6 items-center gap-2">
        <input type="checkbox" checked={isDone} onChange={(event) => setIsDone(event.target.checked)} />
        {t("Delete the branch afterwards")}
      </label>
      <div className="flex items-center gap-2">
        <Link to="/flows/$flow" params={{ flow }} search={{ branch }} className={buttonClass("secondary", "sm")}>
          {t("Back to the branch")}
        </Link>
        <Button size="sm" look="primary" busy={merge.isPending} onClick={() => merge.mutate([])}>
          {t("Merge into the draft")}
        </Button>
      </div>
      {merge.error && conflicts === null && <ErrorNote error={merge.error} className="basis-full" />}
      {conflicts && (
        <SettleDialog conflicts={conflicts} sides={{ ours: t("As in the draft"), theirs: t("As in the branch") }} busy={merge.isPending} onSettle={(resolutions) => merge.mutate(resolutions)} onClose={() => merge.reset()} />
      )}
    </section>
  );
}
