import type { Approval } from "@/api/approvals";
import { t } from "@/i18n";
import { ago, fullTime } from "@/lib/time";
import { history } from "./words";

/** Who decided what and when, with what they said, down to how it ended. */
export function History({ approval }: { approval: Approval }) {
  const events = history(approval);
  if (events.length === 0) return null;
  return (
    <ol aria-label={t("History of the approval")} className="flex flex-col border-l-2 border-line pl-3 text-node">
      {events.map((event, index) => (
        <li key={index} className="relative py-1 before:absolute before:top-2.5 before:-left-[17px] before:size-2 before:rounded-full before:bg-line-strong last:before:bg-accent">
          <span className="flex flex-wrap items-baseline justify-between gap-x-3">
            <span className="min-w-0 break-words">{event.text}</span>
            <time dateTime={event.at} title={fullTime(event.at)} className="text-xs text-muted">
              {ago(event.at)}
            </time>
          </span>
          {event.comment && <q className="block break-words whitespace-pre-wrap text-muted">{event.comment}</q>}
        </li>
      ))}
    </ol>
  );
}
