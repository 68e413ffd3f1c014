import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { Search } from "lucide-react";
import { addKind, continuing } from "@/editor/add";
import { useEditorState, useTools } from "@/editor/context";
import type { NodeKind } from "@/flow/types";
import { t } from "@/i18n";
import { CATEGORIES } from "@/nodes/categories";
import { KindTile } from "@/nodes/KindTile";
import { findKinds } from "@/nodes/search";
import { Badge } from "@/ui/badge";
import { Input } from "@/ui/field";
import { KIND_TYPE } from "@/nodes/drag";

const EFFECTS: Partial<Record<NodeKind["effect"], string>> = { write: t("writes"), wait: t("waits") };

/** What can be added, in groups; searched by title, summary and synonym. */
export function Palette({ onAdded }: { onAdded?: () => void }) {
  const tools = useTools();
  const kinds = useEditorState((state) => state.kinds);
  const [search, setSearch] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    tools.focusPalette.current = () => input.current?.focus();
    return () => {
      tools.focusPalette.current = null;
    };
  }, [tools]);

  const found = findKinds(kinds.values(), search);
  const add = (kind: NodeKind) => {
    const { active } = tools.editor.getState();
    addKind(tools, kind, active ? { after: continuing(tools, active) } : {});
    setSearch("");
    onAdded?.();
  };
  const move = (by: number) => {
    const items = [...(list.current?.querySelectorAll<HTMLButtonElement>("button") ?? [])];
    const at = items.findIndex((item) => item === document.activeElement);
    if (at + by < 0) return input.current?.focus();
    items[Math.min(at + by, items.length - 1)]?.focus();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && event.target === input.current && found[0]) {
      event.preventDefault();
      add(found[0]);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      const { active } = tools.editor.getState();
      tools.canvas.current?.focus(active ?? "start");
    }
  };
  const item = (kind: NodeKind) => (
    <li key={kind.name}>
      <button
        type="button"
        draggable
        tabIndex={-1}
        title={kind.summary}
        onDragStart={(event) => {
          event.dataTransfer.setData(KIND_TYPE, kind.name);
          event.dataTransfer.effectAllowed = "copy";
        }}
        onClick={() => add(kind)}
        className="flex w-full cursor-grab items-center gap-2 rounded-control px-2 py-1.5 text-left hover:bg-sunken focus-visible:bg-sunken focus-visible:-outline-offset-2"
      >
        <KindTile kind={kind} />
        <span className="min-w-0 flex-1">
          <span className="block break-words hyphens-auto">{kind.title}</span>
          {search && <span className="block truncate text-xs text-muted">{kind.summary}</span>}
        </span>
        {EFFECTS[kind.effect] && <Badge>{EFFECTS[kind.effect]}</Badge>}
      </button>
    </li>
  );
  return (
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions -- arrows move between the search and its results
    <div className="flex h-full min-h-0 flex-col" data-own-keys onKeyDown={onKey}>
      <div className="relative p-2">
        <Search size={14} aria-hidden className="absolute top-1/2 left-4.5 -translate-y-1/2 text-muted" />
        <Input ref={input} type="search" aria-label={t("Add a node: search")} placeholder={t("Add a node")} value={search} className="peer pl-8!" onChange={(event) => setSearch(event.target.value)} />
        <kbd aria-hidden className="absolute top-1/2 right-4.5 -translate-y-1/2 rounded-control border border-line px-1.5 font-sans text-xs text-muted peer-focus:hidden peer-not-placeholder-shown:hidden pointer-coarse:hidden">
          /
        </kbd>
      </div>
      <div ref={list} className="min-h-0 flex-1 overflow-y-auto px-2 pb-2">
        {found.length === 0 && <p className="p-2 text-muted">{t("No node fits. Try what it should do: “mail”, “branch”, “ask”.")}</p>}
        {search ? (
          <ul>{found.map(item)}</ul>
        ) : (
          CATEGORIES.map((category) => {
            const inside = found.filter((kind) => kind.category === category.id);
            return (
              inside.length > 0 && (
                <section key={category.id} className="mb-2">
                  <h2 className="px-2 py-1 text-xs font-semibold text-muted">{category.title}</h2>
                  <ul>{inside.map(item)}</ul>
                </section>
              )
            );
          })
        )}
      </div>
    </div>
  );
}
