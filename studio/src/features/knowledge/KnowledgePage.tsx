import { type FormEvent, useState } from "react";
import { Link } from "@tanstack/react-router";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { t } from "@/i18n";
import { asProblem } from "@/api/http";
import { basesQuery, createBase } from "@/api/kb";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Empty } from "@/ui/empty";
import { Field, Input } from "@/ui/field";
import { ErrorNote, Loading } from "@/ui/notice";
import { Page } from "@/ui/page";
import { slug } from "@/lib/slug";
import { useFileDrop } from "./use-file-drop";

export function KnowledgePage({ canWrite }: { canWrite: boolean }) {
  const bases = useQuery(basesQuery);
  const [creating, setCreating] = useState(false);
  // A file goes into a base, and none is open.
  useFileDrop(null);
  const create = canWrite && (
    <Button look="primary" onClick={() => setCreating(true)}>
      <Plus size={16} aria-hidden /> {t("New base")}
    </Button>
  );
  return (
    <Page title={t("Knowledge")} lead={t("What assistants answer from. Every answer names the passage it came from.")} actions={create} wide>
      {bases.isPending && <Loading what={t("knowledge bases")} />}
      {bases.isError && <ErrorNote error={bases.error} retry={() => void bases.refetch()} />}
      {bases.data?.length === 0 && (
        <Empty title={t("No knowledge base yet")} action={create} example={t("“IT articles”: set up the VPN, reset a password, add a printer. 13 documents, 97 passages.")}>
          {t("A base is a set of documents: guides, policies, articles. Drop in Markdown, text, HTML or PDF files; a flow’s “Knowledge search” then finds the passages.")}
        </Empty>
      )}
      <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
        {bases.data?.map((base) => (
          <li key={base.name}>
            <Link to="/kb/$base" params={{ base: base.name }} className="flex h-full flex-col gap-2 rounded-card border border-line bg-surface p-4 hover:border-accent">
              <span className="flex items-baseline justify-between gap-2">
                <span className="font-semibold">{base.title || base.name}</span>
                <span className="font-mono text-xs text-muted">{base.name}</span>
              </span>
              <span className="flex flex-wrap gap-1">
                {base.documents !== undefined && <Badge>{t("{count, plural, one {# document} other {# documents}}", { count: base.documents })}</Badge>}
                {base.passages !== undefined && <Badge>{t("{count, plural, one {# passage} other {# passages}}", { count: base.passages })}</Badge>}
                {(base.queued ?? 0) > 0 && <Badge tone="info">{t("{count} being read", { count: base.queued ?? 0 })}</Badge>}
                {(base.failed ?? 0) > 0 && <Badge tone="danger">{t("{count} failed", { count: base.failed ?? 0 })}</Badge>}
                {base.embedding && <Badge tone="ok">{t("vectors: {model}", { model: base.embedding.model })}</Badge>}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {creating && <NewBase onClose={() => setCreating(false)} />}
    </Page>
  );
}

function NewBase({ onClose }: { onClose: () => void }) {
  const [ownName, setOwnName] = useState<string | null>(null);
  const [title, setTitle] = useState("");
  const name = ownName ?? slug(title);
  const client = useQueryClient();
  const create = useMutation({
    mutationFn: () => createBase(name, title.trim() || name),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["kb"] });
      onClose();
    },
  });
  const problem = create.error ? asProblem(create.error) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <Dialog title={t("New knowledge base")} onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field label={t("Title")} required error={problem?.field("title")}>
          {(ids) => <Input {...ids} required value={title} onChange={(event) => setTitle(event.target.value)} />}
        </Field>
        <Field label={t("Name")} required help={t("Flows refer to it by this: small letters, digits and hyphens. It cannot be changed later.")} error={problem?.field("name")}>
          {(ids) => <Input {...ids} required pattern="[a-z0-9][a-z0-9\-]*" className="font-mono" value={name} onChange={(event) => setOwnName(event.target.value)} />}
        </Field>
        {problem && <ErrorNote error={problem} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("Cancel")}</Button>
          <Button type="submit" look="primary" busy={create.isPending}>
            {t("Create")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
