import { useState } from "react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { baseQuery, deleteDocument, documentsQuery } from "@/api/kb";
import type { KbDocument } from "@/api/types";
import { ago, bytes } from "@/lib/time";
import { Badge, type Tone } from "@/ui/badge";
import { Button, IconButton } from "@/ui/button";
import { Confirm } from "@/ui/confirm";
import { Empty } from "@/ui/empty";
import { ErrorNote, Loading } from "@/ui/notice";
import { Page } from "@/ui/page";
import { Table } from "@/ui/table";
import { AskBase } from "./AskBase";
import { Upload } from "./Upload";

const STATES: Record<KbDocument["status"], { tone: Tone; word: string }> = {
  queued: { tone: "neutral", word: "waiting" },
  indexing: { tone: "info", word: "being read" },
  ready: { tone: "ok", word: "ready" },
  failed: { tone: "danger", word: "failed" },
};

export function BasePage({ name, canWrite }: { name: string; canWrite: boolean }) {
  const base = useQuery(baseQuery(name));
  if (base.isPending) return <Loading what="the base" />;
  if (base.isError) {
    return (
      <Page title={name}>
        <ErrorNote error={base.error} retry={() => void base.refetch()} />
      </Page>
    );
  }
  const { title, documents, passages, embedding } = base.data;
  return (
    <Page
      title={title || name}
      wide
      lead={`${documents ?? 0} documents, ${passages ?? 0} passages, ${embedding ? `found by words and by meaning (${embedding.model})` : "found by words; connect an embedding model to find by meaning too"}`}
    >
      <div className="grid gap-5 xl:grid-cols-[1fr_440px]">
        <div className="flex min-w-0 flex-col gap-4">
          {canWrite && <Upload base={name} />}
          <Documents base={name} canWrite={canWrite} />
        </div>
        <AskBase base={name} />
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
  if (documents.isPending) return <Loading what="documents" />;
  if (documents.isError) return <ErrorNote error={documents.error} retry={() => void documents.refetch()} />;
  if (documents.data.data.length === 0) return <Empty title="No document yet">Drop a file above. It is split along its headings and can be asked about a moment later.</Empty>;
  return (
    <>
      <Table label="Documents" head={["Document", "State", "Passages", "Size", "Added", <span key="actions" className="sr-only">Actions</span>]}>
        {documents.data.data.map((doc) => (
          <tr key={doc.id}>
            <td className="min-w-48">
              <div className="font-medium break-words">{doc.title || doc.path}</div>
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
                <IconButton size="sm" label={`Delete ${doc.title || doc.path}`} onClick={() => setLeaving(doc)}>
                  <Trash2 size={15} aria-hidden />
                </IconButton>
              )}
            </td>
          </tr>
        ))}
      </Table>
      {leaving && (
        <Confirm
          title="Delete this document?"
          action="Delete"
          busy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate(leaving.id)}
          onClose={() => {
            remove.reset();
            setLeaving(null);
          }}
        >
          Answers no longer come from “{leaving.title || leaving.path}”. To have it back, the file must be added again.
        </Confirm>
      )}
      {documents.data.meta.total_pages > 1 && (
        <div className="flex items-center justify-end gap-2">
          <Button disabled={page <= 1} onClick={() => setPage(page - 1)}>
            Previous
          </Button>
          <span className="text-muted">
            Page {page} of {documents.data.meta.total_pages}
          </span>
          <Button disabled={page >= documents.data.meta.total_pages} onClick={() => setPage(page + 1)}>
            Next
          </Button>
        </div>
      )}
    </>
  );
}
