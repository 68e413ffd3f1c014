import { useState } from "react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Bell as BellIcon } from "lucide-react";
import { noticesQuery, readNotice } from "@/api/desk";
import { ago } from "@/lib/time";
import { ErrorNote } from "@/ui/notice";
import { Popover } from "@/ui/popover";

export function Bell({ className }: { className: string }) {
  const [open, setOpen] = useState(false);
  const notices = useQuery(noticesQuery);
  const client = useQueryClient();
  const read = useMutation({ mutationFn: readNotice, onSettled: () => client.invalidateQueries({ queryKey: ["notices"] }) });
  const unread = notices.data?.filter((notice) => !notice.read_at).length ?? 0;
  return (
    <Popover
      label="Notifications"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <button type="button" className={className} title="Notifications">
          <span className="relative">
            <BellIcon size={20} aria-hidden />
            {unread > 0 && <span className="absolute -top-1 -right-1.5 min-w-4 rounded-full bg-danger px-1 text-center text-[10px] leading-4 text-surface">{unread}</span>}
          </span>
          <span className="text-[10px] leading-3 max-sm:sr-only">News</span>
          <span className="sr-only">{unread === 0 ? "nothing unread" : `${unread} unread`}</span>
        </button>
      }
    >
      <h2 className="mb-2 font-semibold">Notifications</h2>
      {notices.isError && <ErrorNote error={notices.error} />}
      {notices.data?.length === 0 && <p className="text-muted">Nothing yet. You hear here about tickets that are made for or assigned to you.</p>}
      <ul className="flex flex-col gap-1">
        {notices.data?.map((notice) => {
          const number = /TKT-\d{8}-\d+/.exec(`${notice.subject} ${notice.body}`)?.[0];
          return (
            <li key={notice.id} className={`rounded-control px-2 py-1.5 ${notice.read_at ? "" : "bg-accent-soft"}`}>
              <p className="font-medium break-words">{notice.subject || "Message"}</p>
              <p className="break-words text-muted">{notice.body}</p>
              <div className="mt-0.5 flex gap-3 text-xs">
                <span className="text-muted">{ago(notice.created_at)}</span>
                {number && (
                  <a href={`/desk/${number}`} className="text-accent underline">
                    Open {number}
                  </a>
                )}
                {!notice.read_at && (
                  <button type="button" className="text-accent underline" onClick={() => read.mutate(notice.id)}>
                    Mark as read
                  </button>
                )}
              </div>
            </li>
          );
        })}
      </ul>
    </Popover>
  );
}
