import { useState } from "react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Trash2 } from "lucide-react";
import { Pager } from "@/ui/pager";
import { t } from "@/i18n";
import { baseQuery, deleteDocument, documentsQuery } from "@/api/kb";
import type { KbDocument } from "@/api/types";
import { ago, bytes } from "@/lib/time";
import { Badge, type Tone } from "@/ui/badge";
import { IconButton } from "@/ui/button";
import { Confirm } from "@/ui/confirm";
import { Empty } from "@/ui/empty";
import { ErrorNote, Loading } from "@/ui/notice";
import { Page } from "@/ui/page";
import { Table } from "@/ui/table";
import { AskBase } from "./AskBase";
import { Upload } from "./Upload";
import { useFileDrop } from "./use-file-drop";
import { useUploads } from "./use-uploads";

const STATES: Record<KbDocument["status"], { tone: Tone; word: string }> = {
  queued: { tone: "neutral", word: t("waiting") },
  indexing: { tone: "info", word: t("being read") },
  ready: { tone: "ok", word: t("ready") },
  failed: { tone: "danger", word: t("failed") },
};

export function BasePage({ name, canWrite }: { name: string; canWrite: boolean }) {
  const base = useQuery(baseQuery(name));
  const { sending, send } = useUploads(name);
  const over = useFileDrop(canWrite && base.isSuccess ? send : null);
  if (base.isPending) return <Loading what={t("the base")} />;
  if (base.isError) {
    return (
      <Page title={name}>
        <ErrorNote error={base.error} retry={() => void base.refetch()} />
      </Page>
    );
  }
  const { title, documents, passages, embedding } = base.data;
  const counts = { documents: documents ?? 0, passages: passages ?? 0 };
  return (
    <Page
      title={title || name}
      wide
      lead={
        embedding
          ? t("{documents, plural, one {# document} other {# documents}}, {passages, plural, one {# passage} other {# passages}}, found by words and by meaning ({model})", { ...counts, model: embedding.model })
          : t("{documents, plural, one {# document} other {# documents}}, {passages, plural, one {# passage} other {# passages}}, found by words; connect an embedding model to find by meaning too", counts)
      }
    >
      <div className="grid gap-5 xl:grid-cols-[1fr_440px]">
        <div className="flex min-w-0 flex-col gap-4">
          {canWrite && <Upload sending={sending} onFiles={send} over={over} />}
          <Documents base={name} canWrite={canWrite} />
        </div>
        {/* A question is short, a list of documents is not. */}
        <div className="min-w-0 max-xl:order-first">
          <AskBase base={name} />
        </div>
      </div>
    </Page>
  );
}

function Documents({ base, canWrite }: { base: string; canWrite: boolean }) {
  const [page, setPage] = useState(1);
  const documents = useQuery({ ...documentsQuery(base, page), placeholderData: (before) => before });
  const client = useQueryClient();
  const [leaving, setLeaving] = useState<KbDocument | null>(null);
  const remove = useMutation({ mutationFn: (id: string) => deleteDocument(base, id), onSuccess: () => setLeaving(null), onSettled: () => client.invalidateQueries({ queryKey: ["kb", base] }) });
  if (documents.isPending) return <Loading what={t("documents")} />;
  if (documents.isError) return <ErrorNote error={documents.error} retry={() => void documents.refetch()} />;
  if (documents.data.data.length === 0) return <Empty title={t("No document yet")} example={t("vpn.md, with a part “Error 720”, answers “my VPN says 720” and is named as the source.")}>{t("Drop a file above. It is split along its headings and can be asked about a moment later.")}</Empty>;
  return (
    <>
      <Table label={t("Documents")} head={[t("Document"), t("State"), t("Passages"), t("Size"), t("Added"), <span key="actions" className="sr-only">{t("Actions")}</span>]}>
        {documents.data.data.map((doc) => (
          <tr key={doc.id}>
            <td className="min-w-48">
              <div className="font-medium break-words">
                {doc.status === "ready" ? (
                  <Link to="/kb/$base/articles/$id" params={{ base, id: doc.id }} className="text-accent hover:underline">
                    {doc.title || doc.path}
                  </Link>
                ) : (
                  doc.title || doc.path
                )}
              </div>
              <div className="font-mono text-xs break-all text-muted">{doc.path}</div>
              {doc.error && <div className="text-node text-danger">{doc.error}</div>}
            </td>
            <td>
              <Badge tone={STATES[doc.status].tone}>{STATES[doc.status].word}</Badge>
            </td>
            <td>{doc.status === "ready" ? doc.chunks : ""}</td>
            <td className="whitespace-nowrap">{bytes(doc.bytes)}</td>
            <td className="whitespace-nowrap text-muted">{ago(doc.created_at)}</td>
            <td className="text-right">
              {canWrite && (
                <IconButton size="sm" label={t("Delete {name}", { name: doc.title || doc.path })} onClick={() => setLeaving(doc)}>
                  <Trash2 size={15} aria-hidden />
                </IconButton>
              )}
            </td>
          </tr>
        ))}
      </Table>
      {leaving && (
        <Confirm
          title={t("Delete this document?")}
          action={t("Delete")}
          busy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate(leaving.id)}
          onClose={() => {
            remove.reset();
            setLeaving(null);
          }}
        >
          {t("Answers no longer come from “{name}”. To have it back, the file must be added again.", { name: leaving.title || leaving.path })}
        </Confirm>
      )}
      <Pager page={page} pages={documents.data.meta.total_pages} onPage={setPage} />
    </>
  );
}
