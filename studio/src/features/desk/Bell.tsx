import { useState } from "react";
import { Link } from "@tanstack/react-router";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Bell as BellIcon } from "lucide-react";
import { Rich } from "@/ui/rich";
import { t } from "@/i18n";
import { noticesQuery, readNotice } from "@/api/desk";
import { ago } from "@/lib/time";
import { ErrorNote, Loading } from "@/ui/notice";
import { Popover } from "@/ui/popover";

export function Bell({ className }: { className: string }) {
  const [open, setOpen] = useState(false);
  const notices = useQuery(noticesQuery);
  const client = useQueryClient();
  const read = useMutation({ mutationFn: readNotice, onSettled: () => client.invalidateQueries({ queryKey: ["notices"] }) });
  const unread = notices.data?.filter((notice) => !notice.read_at).length ?? 0;
  return (
    <Popover
      label={t("Notices")}
      open={open}
      onOpenChange={setOpen}
      className="w-[min(380px,calc(100vw-16px))]!"
      trigger={
        <button type="button" className={className}>
          <span className="relative">
            <BellIcon size={20} aria-hidden />
            {unread > 0 && (
              <span aria-hidden className="absolute -top-1 -right-1.5 min-w-4 rounded-full bg-danger px-1 text-center text-[10px] leading-4 text-surface">
                {unread > 9 ? "9+" : unread}
              </span>
            )}
          </span>
          <span>{t("Notices")}</span>
          <span className="sr-only">{unread === 0 ? t(", nothing unread") : t(", {count} unread", { count: unread })}</span>
        </button>
      }
    >
      <h2 className="mb-2 font-semibold">{t("Notices")}</h2>
      {notices.isPending && <Loading what={t("notices")} />}
      {notices.isError && <ErrorNote error={notices.error} />}
      {read.isError && <ErrorNote error={read.error} />}
      {notices.data?.length === 0 && <p className="text-muted">{t("Nothing yet. You hear here about tickets that are made for or assigned to you.")}</p>}
      <ul className="flex flex-col gap-1">
        {notices.data?.map((notice) => {
          const number = /TKT-\d{8}-\d+/.exec(`${notice.subject} ${notice.body}`)?.[0];
          return (
            <li key={notice.id} className={`rounded-control px-2 py-1.5 ${notice.read_at ? "" : "bg-accent-soft"}`}>
              <p className="font-medium break-words">{notice.subject || t("Message")}</p>
              <p className="break-words text-muted">{notice.body}</p>
              <div className="mt-1 flex flex-wrap items-center gap-x-4 text-xs">
                {number && (
                  <Link to="/desk/$ticket" params={{ ticket: number }} onClick={() => setOpen(false)} className="inline-flex min-h-6 items-center text-accent underline">
                    <Rich text={t("Open the ticket<number> {number}</number>", { number })} parts={{ number: (words) => <span className="sr-only">{words}</span> }} />
                  </Link>
                )}
                {/* A page of its own: what it leads to may be what is open, at another place. */}
                {!number && notice.link && /^\/(?!\/)/.test(notice.link) && (
                  <a href={notice.link} className="inline-flex min-h-6 items-center text-accent underline">
                    {t("Open what it is about")}
                  </a>
                )}
                {!notice.read_at && (
                  <button type="button" className="min-h-6 text-accent underline" onClick={() => read.mutate(notice.id)}>
                    {t("Mark as read")}
                  </button>
                )}
                <span className="ml-auto whitespace-nowrap text-muted">{ago(notice.created_at)}</span>
              </div>
            </li>
          );
        })}
      </ul>
    </Popover>
  );
}
