import { useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import { myConversations } from "@/api/chat";
import { t } from "@/i18n";
import { ago } from "@/lib/time";
import { Button } from "@/ui/button";
import { ErrorNote, Loading } from "@/ui/notice";

interface EarlierProps {
  flow: string;
  current: string | null;
  onOpen: (conversation: string) => void;
  onBack: () => void;
}

/** One's conversations with this assistant, to go on with. */
export function EarlierConversations({ flow, current, onOpen, onBack }: EarlierProps) {
  const [page, setPage] = useState(1);
  const list = useQuery({ queryKey: ["conversations", "mine", flow, page], queryFn: () => myConversations(flow, page) });
  const pages = list.data?.meta.total_pages ?? 1;
  return (
    <div className="flex flex-col gap-1">
      <Button look="ghost" onClick={onBack} className="h-11! justify-start!">
        <ArrowLeft size={18} aria-hidden /> {t("Back")}
      </Button>
      {list.isPending && <Loading what={t("conversations")} />}
      {list.isError && <ErrorNote error={list.error} retry={() => void list.refetch()} />}
      {list.data?.data.length === 0 && <p className="p-2 text-muted">{t("There are none yet. Each one you begin is kept here.")}</p>}
      <ul aria-label={t("Earlier conversations")} className="flex flex-col empty:hidden">
        {list.data?.data.map((one) => (
          <li key={one.id}>
            <button type="button" aria-current={one.id === current || undefined} onClick={() => onOpen(one.id)} className="flex min-h-11 w-full flex-col justify-center rounded-control px-2 py-1 text-left hover:bg-sunken aria-[current]:bg-accent-soft">
              <span className="w-full truncate">{one.title || t("Untitled")}</span>
              <span className="text-xs text-muted">{ago(one.updated_at)}</span>
            </button>
          </li>
        ))}
      </ul>
      {pages > 1 && (
        <div className="flex justify-between gap-2">
          <Button disabled={page <= 1} onClick={() => setPage(page - 1)} className="h-11!">{t("Newer")}</Button>
          <Button disabled={page >= pages} onClick={() => setPage(page + 1)} className="h-11!">{t("Older")}</Button>
        </div>
      )}
    </div>
  );
}
