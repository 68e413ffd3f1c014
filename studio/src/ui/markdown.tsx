import { Fragment, memo, type ReactNode, useRef } from "react";
import type { Token, Tokens } from "marked";
import { Check } from "lucide-react";
import { t, term } from "@/i18n";
import { cx } from "@/lib/cx";
import { atMarks, numbersOf } from "./citation-marks";
import { type Blocks, blocksOf } from "./markdown-blocks";

/** What is put for the source that `[1]` names, `null` where there is none; without it the text stays as it is. */
export type RenderCitation = (n: number, key: string) => ReactNode | null;

const SAFE_LINK = /^(https?:|mailto:)/i;

/** Only http, https and mailto lead anywhere: `javascript:` and friends stay text. */
export function safeHref(href: string): string | null {
  // Browsers ignore control characters in a scheme, so they are taken out before looking.
  // eslint-disable-next-line no-control-regex
  const plain = href.replace(/[\u0000-\u0020]/g, "");
  return SAFE_LINK.test(plain) ? plain : null;
}

interface MarkdownProps {
  text: string;
  citation?: RenderCitation;
  /** It is still being written: a thin bar stands where it goes on. */
  caret?: boolean;
}

/** Markdown as React elements. HTML in it is shown as the text it is: nothing here ever becomes markup. */
export const Markdown = memo(function Markdown({ text, citation, caret = false }: MarkdownProps) {
  const known = useRef<Blocks | undefined>(undefined);
  known.current = blocksOf(text, known.current);
  return (
    <div className={cx("flex min-w-0 flex-col gap-2 break-words", caret && "writing")}>
      {known.current.tokens.map((block, index) => (
        <Block key={index} token={block} citation={citation} />
      ))}
    </div>
  );
});

/** Equal blocks are not rendered again, so while an answer streams only its last block works. */
const Block = memo(
  function Block({ token, citation }: { token: Token; citation?: RenderCitation }) {
    return <>{block(token, citation)}</>;
  },
  (before, after) => before.token.raw === after.token.raw && before.citation === after.citation,
);

function block(token: Token, citation?: RenderCitation): ReactNode {
  switch (token.type) {
    case "space":
    case "def":
      return null;
    case "heading":
      // A reply has no place in the page's outline, so its headings are only strong.
      return <p className="font-semibold">{inline((token as Tokens.Heading).tokens, citation)}</p>;
    case "paragraph":
      return <p>{inline((token as Tokens.Paragraph).tokens, citation)}</p>;
    case "text":
      return <span>{"tokens" in token && token.tokens ? inline(token.tokens, citation) : textOf(token.raw, citation, "t")}</span>;
    case "list": {
      const list = token as Tokens.List;
      const items = list.items.map((item, index) => (
        <li key={index} className="pl-1">
          {item.task && <Check size={14} aria-label={item.checked ? t("done") : term("open", "a state")} className={item.checked ? "mr-1 inline" : "mr-1 inline opacity-25"} />}
          {item.tokens.filter((part) => (part.type as string) !== "checkbox").map((part, at) => (
            <Fragment key={at}>{block(part, citation)}</Fragment>
          ))}
        </li>
      ));
      return list.ordered ? (
        <ol className="list-decimal pl-6" start={Number(list.start) || 1}>
          {items}
        </ol>
      ) : (
        <ul className="list-disc pl-6">{items}</ul>
      );
    }
    case "code":
      return (
        // A wide listing scrolls in itself and so must be reachable by keyboard.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <pre tabIndex={0} className="overflow-x-auto rounded-control bg-sunken p-3 font-mono text-xs leading-5">
          <code>{(token as Tokens.Code).text}</code>
        </pre>
      );
    case "blockquote":
      return (
        <blockquote className="border-l-2 border-line-strong pl-3 text-muted">
          {(token as Tokens.Blockquote).tokens.map((part, index) => (
            <Fragment key={index}>{block(part, citation)}</Fragment>
          ))}
        </blockquote>
      );
    case "hr":
      return <hr className="border-line" />;
    case "table": {
      const table = token as Tokens.Table;
      return (
        <div className="overflow-x-auto">
          <table className="border-collapse text-left">
            <thead>
              <tr>
                {table.header.map((cell, index) => (
                  <th key={index} className="border border-line px-2 py-1 font-semibold">
                    {inline(cell.tokens, citation)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.rows.map((row, index) => (
                <tr key={index}>
                  {row.map((cell, at) => (
                    <td key={at} className="border border-line px-2 py-1">
                      {inline(cell.tokens, citation)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      );
    }
    default:
      return <p className="whitespace-pre-wrap">{token.raw}</p>;
  }
}

function inline(tokens: Token[] | undefined, citation?: RenderCitation): ReactNode {
  return tokens?.map((token, index) => <Fragment key={index}>{span(token, index, citation)}</Fragment>);
}

function span(token: Token, index: number, citation?: RenderCitation): ReactNode {
  switch (token.type) {
    case "strong":
      return <strong>{inline((token as Tokens.Strong).tokens, citation)}</strong>;
    case "em":
      return <em>{inline((token as Tokens.Em).tokens, citation)}</em>;
    case "del":
      return <del>{inline((token as Tokens.Del).tokens, citation)}</del>;
    case "codespan":
      return <code className="rounded bg-sunken px-1 font-mono text-[0.92em]">{(token as Tokens.Codespan).text}</code>;
    case "br":
      return <br />;
    case "escape":
      return (token as Tokens.Escape).text;
    case "link": {
      const link = token as Tokens.Link;
      const href = safeHref(link.href);
      if (!href) return token.raw;
      return (
        <a href={href} target="_blank" rel="noreferrer noopener" className="text-accent underline underline-offset-2">
          {inline(link.tokens, citation)}
        </a>
      );
    }
    case "image": {
      // Pictures from elsewhere would tell their server who reads what; the link is offered instead.
      const image = token as Tokens.Image;
      const href = safeHref(image.href);
      return href ? (
        <a href={href} target="_blank" rel="noreferrer noopener" className="text-accent underline">
          {image.text || t("picture")}
        </a>
      ) : (
        token.raw
      );
    }
    case "text":
      return "tokens" in token && token.tokens ? inline(token.tokens, citation) : textOf((token as Tokens.Text).text, citation, String(index));
    default:
      return token.raw;
  }
}

function textOf(text: string, citation: RenderCitation | undefined, key: string): ReactNode {
  const plain = unescape(text);
  if (!citation) return plain;
  return atMarks(plain).map((part, index) => {
    const numbers = numbersOf(part);
    const chips = numbers.map((n, at) => citation(n, `${key}-${index}-${at}`));
    const isMark = chips.some((chip) => chip !== null);
    return <Fragment key={index}>{isMark ? chips.map((chip, at) => chip ?? `[${numbers[at]}]`) : part}</Fragment>;
  });
}

const ENTITIES: Record<string, string> = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'" };

/** The lexer may hand over its own escapes; React escapes by itself. */
const unescape = (text: string) => text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity);
