import { useRef, useState } from "react";
import { Command } from "cmdk";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { meQuery } from "@/api/session";
import type { KbHit } from "@/api/types";
import { useTyped } from "@/editor/awaited";
import { t } from "@/i18n";
import { cx } from "@/lib/cx";
import { pagesFor } from "@/lib/pages";
import { Dialog } from "@/ui/dialog";
import { recent, remember } from "./recent";
import { type Action, fitting, type Group, type Place, type Row } from "./rows";
import { useFound } from "./use-found";
import { useToldOption } from "./use-told-option";

const at = (...parts: string[]) => `/${parts.map(encodeURIComponent).join("/")}`;

/** Where an article is read. */
const articleAt = (article: KbHit): string => `${at("kb", article.base, "articles", article.document_id)}?passage=${encodeURIComponent(article.excerpt)}`;

interface FinderProps {
  /** Of the editor, where there is one. */
  commands?: Action[];
  onClose: () => void;
}

/** Pages, flows, tickets, articles and what can be done, by a few letters. Loaded when first opened. */
export default function Finder({ commands, onClose }: FinderProps) {
  const navigate = useNavigate();
  // The route guard has loaded it before any page shows.
  const me = useQueryClient().getQueryData(meQuery.queryKey);
  const [search, setSearch] = useState("");
  useTyped(setSearch);
  const box = useRef<HTMLDivElement>(null);
  useToldOption(box);
  const [before] = useState(() => (me ? recent(me.id) : []));
  const permissions = me?.permissions ?? [];
  const found = useFound(search, permissions);

  const pages = pagesFor(me ? permissions : []).map((page): Place => ({ id: page.to, label: page.label, detail: page.within, words: page.within, href: page.to }));
  const flows = found.flows.map((flow): Place => ({ id: flow.id, label: flow.title || flow.name, detail: flow.name, isCode: true, words: flow.name, href: at("flows", flow.name) }));
  const tickets = found.tickets.map((ticket): Place => ({ id: ticket.id, label: ticket.title, detail: ticket.number, isCode: true, href: at("desk", ticket.number) }));
  const articles = found.articles.map((article): Place => ({ id: article.document_id, label: article.title || article.path, detail: found.titleOf(article.base), href: articleAt(article) }));
  const groups: Group[] = [
    ...(search.trim() ? [] : [{ heading: t("Recent"), rows: before }]),
    { heading: t("Commands"), rows: commands ?? [] },
    { heading: t("Pages"), rows: pages },
    { heading: t("Flows"), rows: flows },
  ];
  // What the server found fits already, perhaps by words that are not shown.
  const shown = [...fitting(groups, search), { heading: t("Tickets"), rows: tickets }, { heading: t("Articles"), rows: articles }].filter((group) => group.rows.length > 0);
  const notes = found.isAwaited ? [t("Searching…")] : shown.length === 0 && found.failures.length === 0 ? [t("Nothing of that name.")] : [];

  const choose = (row: Row) => {
    onClose();
    if ("perform" in row) return row.perform();
    if (me) remember(me.id, row);
    void navigate({ href: row.href });
  };
  const title = commands ? t("All commands") : t("Search");
  return (
    <Dialog title={title} shape="top" hideTitle onClose={onClose}>
      <Command ref={box} label={title} loop shouldFilter={false}>
        <Command.Input
          value={search}
          onValueChange={setSearch}
          placeholder={commands ? t("What would you like to do?") : t("What are you looking for?")}
          className="sticky top-0 h-12 w-full border-b border-line bg-surface px-4 focus-visible:border-accent focus-visible:shadow-[inset_0_-1px_0_var(--accent)] focus-visible:outline-hidden"
        />
        <Command.List label={title} className="p-1">
          {shown.map(({ heading, rows }) => (
            <Command.Group key={heading} heading={heading} className="[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted">
              {rows.map((row) => (
                <Option key={row.id} row={row} value={`${heading} ${row.id}`} onChoose={() => choose(row)} />
              ))}
            </Command.Group>
          ))}
        </Command.List>
        {/* Outside of the list, which may hold nothing but what can be chosen. */}
        <div role="status" className="sticky bottom-0 border-line bg-surface text-muted not-empty:border-t not-empty:px-4 not-empty:py-2">
          {[...found.failures, ...notes].map((note) => (
            <p key={note}>{note}</p>
          ))}
        </div>
      </Command>
    </Dialog>
  );
}

function Option({ row, value, onChoose }: { row: Row; value: string; onChoose: () => void }) {
  const isCode = "href" in row && row.isCode;
  return (
    <Command.Item value={value} onSelect={onChoose} className="flex cursor-pointer items-center justify-between gap-4 rounded-control px-3 py-2 data-[selected=true]:bg-accent-soft">
      <span className="min-w-0 break-words">{row.label}</span>
      {row.detail &&
        ("perform" in row ? (
          <kbd className="shrink-0 font-sans text-xs text-muted">{row.detail}</kbd>
        ) : (
          <span className={cx("max-w-1/2 shrink-0 truncate text-xs text-muted", isCode && "font-mono")}>{row.detail}</span>
        ))}
    </Command.Item>
  );
}
