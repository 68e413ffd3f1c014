import { useEffect, useRef } from "react";
import type { Article, ArticleBlock } from "@/api/types";
import { t } from "@/i18n";
import { cx } from "@/lib/cx";
import { safeHref } from "./markdown";

/** Where its readers can open it as it was written; nothing where no such place is known. */
export function OriginalLink({ url }: { url: string | null | undefined }) {
  const href = url ? safeHref(url) : null;
  if (!href) return null;
  return (
    <a href={href} target="_blank" rel="noreferrer noopener" className="text-accent underline">
      {t("Open the original")}
    </a>
  );
}

interface ArticleTextProps {
  article: Article;
  /** The level of the heading it stands under. */
  under: 1 | 2;
}

/** An article to be read, opened at the passage that is meant. */
export function ArticleText({ article, under }: ArticleTextProps) {
  const cited = useRef<HTMLDivElement>(null);
  const { blocks, left_out_before: before, left_out_after: after } = article;
  const first = blocks.findIndex((block) => block.is_cited);
  useEffect(() => {
    // The dialog it may stand in is opened only after what is in it.
    const frame = requestAnimationFrame(() => cited.current?.scrollIntoView({ block: "center" }));
    return () => cancelAnimationFrame(frame);
  }, [article.id, first]);
  return (
    <div className="flex flex-col gap-2 break-words">
      {before > 0 && <LeftOut count={before} />}
      {blocks.map((block, index) => (
        // They have nothing else to be told apart by, and do not move.
        <div key={index} ref={index === first ? cited : undefined} data-cited={block.is_cited || undefined} className={cx(block.is_cited && "-mx-2 rounded-control border-l-2 border-accent bg-accent-soft px-2 py-0.5")}>
          {/* What is seen by its colour is told as well. */}
          {index === first && <span className="sr-only">{t("The passage that was used:")} </span>}
          <Block block={block} under={under} />
        </div>
      ))}
      {after > 0 && <LeftOut count={after} />}
    </div>
  );
}

const LeftOut = ({ count }: { count: number }) => <p className="text-xs text-muted">{t("{count, plural, one {# part} other {# parts}} of this long article are not shown here.", { count })}</p>;

function Block({ block, under }: { block: ArticleBlock; under: number }) {
  switch (block.kind) {
    case "heading": {
      const Heading = `h${Math.min(6, (block.level ?? 1) + under)}` as "h3";
      return <Heading className={cx("mt-2 font-semibold", (block.level ?? 1) === 1 && "text-[16px] leading-6")}>{block.text}</Heading>;
    }
    case "code":
      return <pre className="overflow-x-auto rounded-control bg-sunken p-2 font-mono text-xs">{block.text}</pre>;
    case "table":
      return <Table text={block.text} />;
    case "item":
      return <p className="pl-4 whitespace-pre-wrap">{block.text}</p>;
    default:
      return <p className="whitespace-pre-wrap">{block.text}</p>;
  }
}

function Table({ text }: { text: string }) {
  const [head = [], ...rows] = text.split("\n").map((line) => line.split(" | "));
  return (
    <div className="overflow-x-auto">
      <table className="border-collapse text-left [&_:is(td,th)]:border [&_:is(td,th)]:border-line [&_:is(td,th)]:px-2 [&_:is(td,th)]:py-1 [&_:is(td,th)]:align-top">
        <thead>
          <tr>
            {head.map((cell, index) => (
              <th key={`${index} ${cell}`} scope="col">{cell}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              {row.map((cell, index) => (
                <td key={`${index} ${cell}`}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
