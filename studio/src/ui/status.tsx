// Status is a shape, a colour and a word, never colour alone.
import { Ban, Check, CircleDashed, Clock, LoaderCircle, X } from "lucide-react";
import { Badge, type Tone } from "./badge";

const RUN: Record<string, { tone: Tone; word: string; icon: typeof Check }> = {
  queued: { tone: "neutral", word: "Queued", icon: CircleDashed },
  running: { tone: "info", word: "Running", icon: LoaderCircle },
  waiting: { tone: "wait", word: "Waiting", icon: Clock },
  completed: { tone: "ok", word: "Done", icon: Check },
  failed: { tone: "danger", word: "Failed", icon: X },
  cancelled: { tone: "neutral", word: "Stopped", icon: Ban },
};

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

export const ticketWord = (status: string) => status.charAt(0).toUpperCase() + status.slice(1);

export function TicketBadge({ status }: { status: string }) {
  return <Badge tone={TICKET[status] ?? "neutral"}>{ticketWord(status)}</Badge>;
}

const PRIORITY: Record<string, Tone> = { P1: "danger", P2: "warn", P3: "info" };

export function PriorityBadge({ priority }: { priority: string }) {
  return <Badge tone={PRIORITY[priority] ?? "neutral"}>{priority}</Badge>;
}
