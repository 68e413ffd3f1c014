import { Suspense, useMemo, useState } from "react";
import { Copy } from "lucide-react";
import type { Message } from "@/api/types";
import { t } from "@/i18n";
import { IconButton } from "@/ui/button";
import { placesOf, renumbered } from "@/ui/citation-marks";
import { Face } from "@/ui/face";
import { lazily } from "@/ui/lazily";
import { Markdown, type RenderCitation } from "@/ui/markdown";
import { CitationChip, type Numbered, Sources } from "./Citations";
import { Feedback } from "./Feedback";
import { saidBy } from "./reducer";
import type { Rate } from "./use-chat";

const SourceDialog = lazily(() => import("./SourceDialog"));

/** An answer: of the assistant, with its sources and what one thinks of it, or of a person, with their name. */
export function Reply({ message, onRate }: { message: Message; onRate?: Rate }) {
  const [reading, setReading] = useState<Numbered | null>(null);
  const { citations, text } = useMemo(() => numbered(message), [message]);
  const chip = useMemo<RenderCitation>(
    () => (n, key) => {
      const found = citations.find((one) => one.n === n);
      return found ? <CitationChip key={key} citation={found} onRead={setReading} /> : null;
    },
    [citations],
  );
  const person = saidBy(message);
  return (
    <div className="flex max-w-[92%] min-w-0 flex-col gap-1 self-start">
      {person && (
        <p className="flex items-center gap-2 text-node font-semibold">
          <Face name={person} />
          {person}
        </p>
      )}
      <div className="rounded-card border border-line bg-surface px-3 py-2">
        <Markdown text={message.content} citation={chip} />
      </div>
      {citations.length > 0 && <Sources citations={citations} onRead={setReading} />}
      {reading && (
        <Suspense>
          <SourceDialog message={message.id} citation={reading} onClose={() => setReading(null)} />
        </Suspense>
      )}
      {!person && onRate && (
        <Feedback message={message} onRate={onRate}>
          <CopyText text={text} />
        </Feedback>
      )}
    </div>
  );
}

/** Its sources in the order of what it says, and the text with the numbers that they have then. */
function numbered({ content, citations: given }: Message): { citations: Numbered[]; text: string } {
  const all = (given ?? []).map((one, index) => ({ ...one, n: one.n ?? index + 1 }));
  const numbers = all.map((one) => one.n);
  const places = placesOf(content, (n) => numbers.includes(n), numbers);
  const citations = all.map((one) => ({ ...one, place: places.of(one.n) ?? 0 })).toSorted((a, b) => a.place - b.place);
  return { citations, text: renumbered(content, places) };
}

function CopyText({ text }: { text: string }) {
  const [copied, setCopied] = useState(false);
  return (
    <IconButton
      size="sm"
      label={copied ? t("Copied") : t("Copy")}
      className="text-muted! pointer-coarse:size-11"
      onClick={() => navigator.clipboard?.writeText(text).then(() => setCopied(true), () => setCopied(false))}
    >
      <Copy size={14} aria-hidden />
    </IconButton>
  );
}
