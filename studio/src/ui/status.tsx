// Status is a shape, a colour and a word, never colour alone.
import { Ban, Check, CircleDashed, Clock, LoaderCircle, X } from "lucide-react";
import { t, term } from "@/i18n";
import { Badge, type Tone } from "./badge";

const RUN: Record<string, { tone: Tone; word: string; icon: typeof Check }> = {
  queued: { tone: "neutral", word: t("Queued"), icon: CircleDashed },
  running: { tone: "info", word: t("Running"), icon: LoaderCircle },
  waiting: { tone: "wait", word: t("Waiting"), icon: Clock },
  completed: { tone: "ok", word: t("Done"), icon: Check },
  failed: { tone: "danger", word: t("Failed"), icon: X },
  cancelled: { tone: "neutral", word: t("Stopped"), icon: Ban },
};

export const runWord = (status: string): string => RUN[status]?.word ?? status;

export function RunBadge({ status }: { status: string }) {
  const look = RUN[status] ?? { tone: "neutral" as Tone, word: status, icon: CircleDashed };
  return (
    <Badge tone={look.tone}>
      <look.icon size={12} aria-hidden />
      {look.word}
    </Badge>
  );
}

const TICKET: Record<string, Tone> = { new: "info", open: "accent", pending: "wait", resolved: "ok", closed: "neutral" };

const TICKET_WORDS: Record<string, string> = {
  new: term("New", "a ticket"),
  open: term("Open", "a state"),
  pending: t("Pending"),
  resolved: t("Resolved"),
  closed: t("Closed"),
};

export const ticketWord = (status: string) => TICKET_WORDS[status] ?? status;

export function TicketBadge({ status }: { status: string }) {
  return <Badge tone={TICKET[status] ?? "neutral"}>{ticketWord(status)}</Badge>;
}

const PRIORITY: Record<string, Tone> = { P1: "danger", P2: "warn", P3: "info" };

export function PriorityBadge({ priority }: { priority: string }) {
  return <Badge tone={PRIORITY[priority] ?? "neutral"}>{priority}</Badge>;
}
