import { Check, CircleDashed, CircleHelp, Pencil, Play, Trash2, X } from "lucide-react";
import type { TestItem, TestResult } from "@/api/tests";
import { t } from "@/i18n";
import { cx } from "@/lib/cx";
import { IconButton } from "@/ui/button";
import { parseFailure, part, type Piece, quoted } from "./failure";
import { Verdicts } from "./Verdicts";

interface RowProps {
  name: string;
  title: string;
  /** `null` of a version's test, which is only run. */
  item: TestItem | null;
  result: TestResult | undefined;
  busy: boolean;
  onRun: () => void;
  onEdit: () => void;
  onDelete: () => void;
}

/** A test, whether it passes, and what did not go as expected. */
export function TestRow({ name, title, item, result, busy, onRun, onEdit, onDelete }: RowProps) {
  const state = result === undefined ? "unknown" : result.passed ? "passed" : result.not_judged ? "open" : "failed";
  const look = {
    unknown: { icon: CircleDashed, word: t("not run"), colour: "text-muted" },
    passed: { icon: Check, word: t("passes"), colour: "text-ok" },
    open: { icon: CircleHelp, word: t("not judged"), colour: "text-muted" },
    failed: { icon: X, word: t("fails"), colour: "text-danger" },
  }[state];
  // A rubric that does not hold is told with its verdict; nothing is judged where anything else fails.
  const failures = result?.verdicts.some((one) => one.outcome === "failed") ? [] : (result?.failures ?? []);
  return (
    <li data-test={name} data-result={state} className="border-b border-line px-3 py-2 last:border-0">
      <div className="flex items-center gap-2 max-sm:flex-wrap">
        <span className={cx("flex w-20 shrink-0 items-center gap-1 text-node font-medium", look.colour)}>
          <look.icon size={15} aria-hidden /> {look.word}
        </span>
        <span className="min-w-0 flex-1 break-words max-sm:order-first max-sm:basis-full">
          <span className="font-medium">{title || name}</span> {title && <code className="font-mono text-xs text-muted">{name}</code>}
          {item?.test.about && <span className="block text-xs text-muted">{item.test.about}</span>}
        </span>
        {item && (
          <span className="ml-auto flex items-center gap-2">
            <IconButton size="sm" label={t("Run ‘{name}’", { name })} disabled={busy} onClick={onRun}>
              <Play size={14} aria-hidden />
            </IconButton>
            <IconButton size="sm" label={t("Edit ‘{name}’", { name })} onClick={onEdit}>
              <Pencil size={14} aria-hidden />
            </IconButton>
            <IconButton size="sm" label={t("Delete ‘{name}’", { name })} disabled={busy} onClick={onDelete}>
              <Trash2 size={14} aria-hidden />
            </IconButton>
          </span>
        )}
      </div>
      {result && result.verdicts.length > 0 && <Verdicts verdicts={result.verdicts} />}
      {result && failures.length > 0 && (
        <ul aria-label={t("What did not go as expected")} className="mt-1 flex flex-col gap-2 pl-[5.5rem] max-sm:pl-0">
          {failures.map((sentence) => (
            <FailureLine key={sentence} sentence={sentence} />
          ))}
        </ul>
      )}
    </li>
  );
}

function FailureLine({ sentence }: { sentence: string }) {
  const { turn, wanted, got } = parseFailure(sentence);
  const [left, right] = [quoted(wanted), got ? quoted(got) : null];
  // Only where the whole was wanted does it say anything which words are others.
  const isWhole = /\bmust be\b/.test(wanted);
  const [a, b] = left !== null && right !== null && isWhole ? part(left, right) : [left === null ? [] : [{ text: left, differs: true }], right === null ? [] : [{ text: right, differs: false }]];
  return (
    <li className="rounded-control bg-sunken px-2 py-1">
      {turn !== null && <span className="text-xs text-muted">{t("Turn {n}", { n: turn })}</span>}
      <Words sentence={wanted} quote={left} pieces={a} mark="bg-ok-soft text-ok" />
      {got && <Words sentence={got} quote={right} pieces={b} mark="bg-danger-soft text-danger" />}
    </li>
  );
}

function Words({ sentence, quote, pieces, mark }: { sentence: string; quote: string | null; pieces: Piece[]; mark: string }) {
  const at = quote === null ? -1 : sentence.indexOf(quote);
  return (
    <p className="break-words whitespace-pre-wrap">
      {at < 0 ? sentence : sentence.slice(0, at)}
      {at >= 0 && pieces.map((piece, index) => (piece.differs ? <mark key={index} className={cx("rounded-[3px]", mark)}>{piece.text}</mark> : <span key={index}>{piece.text}</span>))}
      {at >= 0 && sentence.slice(at + (quote?.length ?? 0))}
    </p>
  );
}
