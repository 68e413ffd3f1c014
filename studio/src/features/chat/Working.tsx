import { t } from "@/i18n";
import type { ChatState } from "./reducer";

/** What the assistant is doing, in its own words; what it did before is folded. */
export function Working({ state }: { state: ChatState }) {
  const now = state.note || t("Working on it…");
  const before = state.steps.slice(0, -1);
  const line = (
    <>
      <span aria-hidden className="mr-2 inline-block size-2 animate-pulse rounded-full bg-accent" />
      {now}
    </>
  );
  if (before.length === 0) return <p data-working className="text-muted">{line}</p>;
  return (
    <details data-working className="text-muted">
      <summary className="min-h-6 pointer-coarse:min-h-11">{line}</summary>
      <ol className="mt-1 flex flex-col gap-0.5 pl-4 text-node">
        {before.map((step, index) => (
          <li key={index}>{step}</li>
        ))}
      </ol>
    </details>
  );
}
