import type { Citation } from "@/api/types";
import { safeHref } from "@/ui/markdown";
import { Popover } from "@/ui/popover";

type Numbered = Citation & { n: number };

/** A numbered chip in the text; it opens the passage that was used. */
export function CitationChip({ citation }: { citation: Numbered }) {
  return (
    <Popover
      label={`Source ${citation.n}`}
      trigger={
        <button
          type="button"
          data-citation={citation.n}
          aria-label={`Source ${citation.n}: ${citation.title}`}
          className="mx-0.5 inline-flex h-6 min-w-6 translate-y-px items-center justify-center rounded-control bg-accent-soft px-1 align-baseline text-xs font-semibold text-accent hover:brightness-95"
        >
          {citation.n}
        </button>
      }
    >
      <Passage citation={citation} />
    </Popover>
  );
}

function Passage({ citation }: { citation: Numbered }) {
  const href = citation.url ? safeHref(citation.url) : null;
  return (
    <div className="flex flex-col gap-1">
      <p className="font-semibold">{citation.title}</p>
      {citation.section && citation.section !== citation.title && <p className="text-xs text-muted">{citation.section}</p>}
      {citation.excerpt && <blockquote className="border-l-2 border-line-strong pl-2 break-words whitespace-pre-wrap">{citation.excerpt}</blockquote>}
      {href && (
        <a href={href} target="_blank" rel="noreferrer noopener" className="text-accent underline">
          Open the article
        </a>
      )}
    </div>
  );
}

export function Sources({ citations }: { citations: Numbered[] }) {
  return (
    <div className="flex flex-wrap items-center gap-x-1.5 gap-y-1 text-node text-muted">
      <span>Sources</span>
      <ol className="contents">
        {citations.map((citation) => (
          <li key={citation.n}>
            <Popover
              label={`Source ${citation.n}`}
              trigger={
                <button type="button" className="inline-flex min-h-6 items-center gap-1 rounded-control px-1 text-left hover:bg-sunken hover:text-text pointer-coarse:min-h-11">
                  <b className="text-accent">{citation.n}</b> {citation.title}
                </button>
              }
            >
              <Passage citation={citation} />
            </Popover>
          </li>
        ))}
      </ol>
    </div>
  );
}
