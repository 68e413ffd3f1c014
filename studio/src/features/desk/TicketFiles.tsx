import { useQuery } from "@tanstack/react-query";
import { FileText } from "lucide-react";
import { attachmentUrl, sentAttachments } from "@/api/attachments";
import { t } from "@/i18n";
import { sizeWords } from "@/lib/size";

/** What was sent in the conversation that the ticket came from. */
export function TicketFiles({ conversation }: { conversation: string }) {
  // Whoever may see the ticket but not the conversation sees no files.
  const files = useQuery({ queryKey: ["attachments", conversation], queryFn: () => sentAttachments(conversation), retry: false });
  if (!files.data || files.data.length === 0) return null;
  return (
    <section aria-label={t("Files from the conversation")} className="rounded-card border border-line bg-surface p-4">
      <h2 className="mb-2 font-semibold">{t("Files from the conversation")}</h2>
      <ul className="flex flex-wrap gap-2">
        {files.data.map((file) => (
          <li key={file.id} className="max-w-full">
            <a href={attachmentUrl(conversation, file.id)} target="_blank" rel="noopener" className="flex min-h-11 max-w-full items-center gap-2 rounded-control border border-line px-3 py-1 hover:bg-sunken">
              <FileText size={16} aria-hidden className="shrink-0 text-muted" />
              <span className="min-w-0 truncate">{file.name}</span>
              <span className="shrink-0 text-xs text-muted">{sizeWords(file.size)}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
