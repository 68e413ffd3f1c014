import { useQuery } from "@tanstack/react-query";
import { inConversation, sentAttachments } from "@/api/attachments";
import { t } from "@/i18n";
import { FileLinks } from "./FileLinks";

/** What was sent in the conversation that the ticket came from. */
export function TicketFiles({ conversation }: { conversation: string }) {
  // Whoever may see the ticket but not the conversation sees no files.
  const files = useQuery({ queryKey: ["attachments", conversation], queryFn: () => sentAttachments(conversation), retry: false });
  if (!files.data || files.data.length === 0) return null;
  return (
    <section aria-label={t("Files from the conversation")} className="rounded-card border border-line bg-surface p-4">
      <h2 className="mb-2 font-semibold">{t("Files from the conversation")}</h2>
      <FileLinks place={inConversation(conversation)} files={files.data} />
    </section>
  );
}
