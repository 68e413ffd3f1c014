import { type FormEvent, useState } from "react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ChevronDown, GitBranch, Trash2 } from "lucide-react";
import { branchesQuery, type BranchView, createBranch, deleteBranch } from "@/api/branches";
import { asProblem } from "@/api/http";
import { useEditorState, useTools } from "@/editor/context";
import { t } from "@/i18n";
import { cx } from "@/lib/cx";
import { Badge } from "@/ui/badge";
import { Button, IconButton } from "@/ui/button";
import { Confirm } from "@/ui/confirm";
import { Field, Input } from "@/ui/field";
import { ErrorNote } from "@/ui/notice";
import { Popover } from "@/ui/popover";

/** Which of the flow's drafts is open, and the way to the others. */
export default function BranchPicker({ version, canEdit }: { version: number | null; canEdit: boolean }) {
  const branch = useEditorState((state) => state.branch);
  const [open, setOpen] = useState(false);
  const label = branch ?? (version === null ? t("Draft") : t("Version {version}", { version }));
  return (
    <Popover
      label={t("Branches")}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button size="sm" look="ghost" className={cx("max-w-44", branch !== null && "bg-wait-soft! text-wait!")} title={t("Switch to another branch, or begin one")}>
          <GitBranch size={14} aria-hidden className="shrink-0" />
          <span className="truncate">{label}</span>
          <ChevronDown size={14} aria-hidden className="shrink-0" />
        </Button>
      }
    >
      <Branches version={version} canEdit={canEdit} onDone={() => setOpen(false)} />
    </Popover>
  );
}

function Branches({ version, canEdit, onDone }: { version: number | null; canEdit: boolean; onDone: () => void }) {
  const flow = useEditorState((state) => state.name);
  const branch = useEditorState((state) => state.branch);
  const list = useQuery(branchesQuery(flow));
  const [leaving, setLeaving] = useState<BranchView | null>(null);
  return (
    <div className="flex flex-col gap-3">
      <ul aria-label={t("Drafts of this flow")} className="flex flex-col gap-0.5">
        <Row name={null} isHere={branch === null && version === null} onDone={onDone} />
        {list.data?.map((one) => (
          <Row key={one.name} name={one.name} about={one} isHere={one.name === branch} onDone={onDone} onDelete={canEdit ? () => setLeaving(one) : undefined} />
        ))}
      </ul>
      {list.error && <ErrorNote error={list.error} retry={() => void list.refetch()} />}
      {list.data?.length === 0 && <p className="text-node text-muted">{t("A branch is a draft beside the draft: try something, alone or together, and merge it when it is good.")}</p>}
      {canEdit && <Begin version={version} onDone={onDone} />}
      {leaving && <Delete flow={flow} branch={leaving} isHere={leaving.name === branch} onClose={() => setLeaving(null)} />}
    </div>
  );
}

function Row({ name, about, isHere, onDone, onDelete }: { name: string | null; about?: BranchView; isHere: boolean; onDone: () => void; onDelete?: (() => void) | undefined }) {
  const flow = useEditorState((state) => state.name);
  return (
    <li className={cx("flex items-center gap-1 rounded-control", isHere ? "bg-sunken" : "hover:bg-sunken")}>
      <Link
        to="/flows/$flow"
        params={{ flow }}
        search={name === null ? {} : { branch: name }}
        aria-current={isHere ? "true" : undefined}
        onClick={onDone}
        className={cx("flex min-h-9 min-w-0 flex-1 items-center gap-2 px-2", isHere && "font-medium")}
      >
        <span className="min-w-0 flex-1 truncate">{name ?? t("Draft")}</span>
        {about?.changed && <Badge tone="accent">{t("changes")}</Badge>}
        {about?.behind && <Badge tone="warn">{t("behind the draft")}</Badge>}
      </Link>
      {onDelete && (
        <IconButton size="sm" label={t("Delete the branch {branch}", { branch: name ?? "" })} onClick={onDelete}>
          <Trash2 size={14} aria-hidden />
        </IconButton>
      )}
    </li>
  );
}

function Begin({ version, onDone }: { version: number | null; onDone: () => void }) {
  const { sync } = useTools();
  const flow = useEditorState((state) => state.name);
  const [name, setName] = useState("");
  const navigate = useNavigate();
  const client = useQueryClient();
  const begin = useMutation({
    mutationFn: async () => {
      // It begins from what is on the screen.
      await sync?.flush();
      return createBranch(flow, name.trim(), version);
    },
    onSuccess: async (made) => {
      await client.invalidateQueries({ queryKey: branchesQuery(flow).queryKey });
      onDone();
      await navigate({ to: "/flows/$flow", params: { flow }, search: { branch: made.name } });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    begin.mutate();
  };
  const problem = begin.error && asProblem(begin.error);
  return (
    <form onSubmit={submit} className="flex flex-col gap-2 border-t border-line pt-3">
      <Field
        label={version === null ? t("New branch from the draft") : t("New branch from version {version}", { version })}
        help={t("Lower-case letters, digits, hyphens, dots.")}
        error={problem ? (problem.field("name") ?? problem.message) : undefined}
      >
        {(ids) => <Input {...ids} value={name} maxLength={64} placeholder={t("shorter-answers")} autoComplete="off" spellCheck={false} onChange={(event) => setName(event.target.value)} />}
      </Field>
      <Button type="submit" look="primary" size="sm" busy={begin.isPending} disabled={name.trim() === ""} className="self-end">
        {t("Begin")}
      </Button>
    </form>
  );
}

function Delete({ flow, branch, isHere, onClose }: { flow: string; branch: BranchView; isHere: boolean; onClose: () => void }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const { sync } = useTools();
  const remove = useMutation({
    mutationFn: async () => {
      // What is typed here goes with it.
      if (isHere) await sync?.discard();
      return deleteBranch(flow, branch.name);
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: branchesQuery(flow).queryKey });
      onClose();
      if (isHere) await navigate({ to: "/flows/$flow", params: { flow }, search: {} });
    },
  });
  return (
    <Confirm title={t("Delete the branch {branch}?", { branch: branch.name })} action={t("Delete the branch")} busy={remove.isPending} error={remove.error} onConfirm={() => remove.mutate()} onClose={onClose}>
      {branch.changed ? t("It has changes that the draft has not. They are gone with it, for everybody.") : t("It has no changes of its own. The draft and what is published stay as they are.")}
    </Confirm>
  );
}
