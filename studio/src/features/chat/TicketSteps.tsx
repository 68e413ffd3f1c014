import { t } from "@/i18n";
import { cx } from "@/lib/cx";
import { ticketWord } from "@/ui/status";

const STEPS = ["new", "open", "resolved"];

/** How far a ticket has come: reported, worked on, done. */
export function TicketSteps({ status }: { status: string }) {
  const at = status === "pending" ? 1 : status === "closed" ? 2 : Math.max(0, STEPS.indexOf(status));
  return (
    <ol aria-label={t("Progress")} className="flex items-center gap-1">
      {STEPS.map((step, index) => (
        <li key={step} aria-current={index === at ? "step" : undefined} className="flex flex-1 flex-col gap-1 text-xs">
          <span aria-hidden className={cx("h-1 rounded-full", index <= at ? "bg-accent" : "bg-line")} />
          <span className={index === at ? "font-semibold" : "text-muted"}>{ticketWord(index === at ? status : step)}</span>
        </li>
      ))}
    </ol>
  );
}
