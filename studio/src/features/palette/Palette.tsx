import { Fragment, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { PanelLeft, Search } from "lucide-react";
import { addKind, continuing } from "@/editor/add";
import { useEditorState, useTaste, useTools } from "@/editor/context";
import type { NodeKind } from "@/flow/types";
import { t } from "@/i18n";
import { type KindGroup, kindGroup, kindGroups } from "@/nodes/groups";
import { findKinds } from "@/nodes/search";
import { IconButton } from "@/ui/button";
import { Input } from "@/ui/field";
import { PaletteItem } from "./PaletteItem";

/** What can be added: what this person marked and used last, then everything in groups; searched by title, summary and synonym. */
export function Palette({ onAdded }: { onAdded?: () => void }) {
  const tools = useTools();
  const kinds = useEditorState((state) => state.kinds);
  const { favourites, recent, hidden } = useTaste((state) => state);
  // Opened to add one thing, it closes by itself.
  const isSide = onAdded === undefined;
  const isHidden = isSide && hidden;
  const [search, setSearch] = useState("");
  const [stop, setStop] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    tools.focusPalette.current = () => {
      // At once: what is typed next is searched for.
      if (tools.taste.getState().hidden) flushSync(() => tools.taste.hide(false));
      input.current?.focus();
    };
    return () => {
      tools.focusPalette.current = null;
    };
  }, [tools]);

  const found = findKinds(kinds.values(), search);
  const named = (names: string[]) => names.map((name) => kinds.get(name)).filter((kind) => kind !== undefined);
  const add = (kind: NodeKind) => {
    const { active } = tools.editor.getState();
    addKind(tools, kind, { after: (active === null ? null : continuing(tools, active)) ?? undefined });
    setSearch("");
    onAdded?.();
  };
  const move = (by: number) => {
    const rows = [...(list.current?.querySelectorAll("li") ?? [])];
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    if (at + by < 0) return input.current?.focus();
    rows[Math.min(at + by, rows.length - 1)]?.querySelector("button")?.focus();
  };
  const aside = (event: KeyboardEvent, by: 0 | 1) => {
    const row = event.target instanceof Element ? event.target.closest("li") : null;
    if (!row) return;
    event.preventDefault();
    row.querySelectorAll("button")[by]?.focus();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "ArrowRight" || event.key === "ArrowLeft") aside(event, event.key === "ArrowRight" ? 1 : 0);
    else if (event.key === "Enter" && event.target === input.current && found[0]) {
      event.preventDefault();
      add(found[0]);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      const { active } = tools.editor.getState();
      tools.canvas.current?.focus(active ?? "start");
    }
  };

  const groups = search
    ? kindGroup("found", "", found)
    : [
        ...kindGroup("favourites", t("Favourites"), named(favourites)),
        ...kindGroup("recent", t("Recent"), named(recent.filter((name) => !favourites.includes(name)))),
        ...kindGroups(found),
      ];
  const ids = groups.flatMap((group) => group.parts.flatMap(({ kinds: some }) => some.map((kind) => rowId(group, kind))));
  const at = ids.includes(stop) ? stop : ids[0];
  const favour = (kind: NodeKind, isFavourite: boolean) => {
    tools.taste.favour(kind.name, isFavourite);
    // Its row may now be in another group: whoever was on its star stays on it.
    requestAnimationFrame(() => document.activeElement === document.body && list.current?.querySelector<HTMLElement>(`[data-star="${CSS.escape(kind.name)}"]`)?.focus());
  };
  return (
    // Arrows move between the search and its results.
    <div className="flex h-full min-h-0 flex-col" data-palette={isHidden ? "hidden" : undefined} data-own-keys={isHidden ? undefined : true} onKeyDown={isHidden ? undefined : onKey}>
      <div className="flex items-center gap-1 p-2">
        {!isHidden && (
          <div className="relative min-w-0 flex-1">
            <Search size={14} aria-hidden className="absolute top-1/2 left-2.5 -translate-y-1/2 text-muted" />
            <Input
              ref={input}
              type="search"
              aria-label={t("Add a node: search")}
              placeholder={t("Add a node")}
              value={search}
              className="peer pl-8!"
              onChange={(event) => {
                setSearch(event.target.value);
                setStop("");
              }}
            />
            <kbd aria-hidden className="absolute top-1/2 right-2.5 -translate-y-1/2 rounded-control border border-line px-1.5 font-sans text-xs text-muted peer-focus:hidden peer-not-placeholder-shown:hidden pointer-coarse:hidden">
              /
            </kbd>
          </div>
        )}
        {isSide && (
          <IconButton size="sm" label={isHidden ? t("Show the nodes") : t("Hide the nodes")} onClick={() => tools.taste.hide(!hidden)}>
            <PanelLeft size={16} aria-hidden />
          </IconButton>
        )}
      </div>
      <div ref={list} hidden={isHidden} className="min-h-0 flex-1 overflow-y-auto px-2 pb-2">
        {found.length === 0 && <p className="p-2 text-muted">{t("No node fits. Try what it should do: “mail”, “branch”, “ask”.")}</p>}
        {groups.map((group) => (
          <section key={group.id} aria-label={group.title || t("Found")} className="mb-2">
            {group.title && <h2 className="px-2 py-1 text-xs font-semibold text-muted">{group.title}</h2>}
            {group.parts.map((part) => (
              <Fragment key={part.server ?? ""}>
                {part.server && <h3 className="truncate px-2 pt-1.5 pb-0.5 font-mono text-xs text-muted">{part.server}</h3>}
                <ul>
                  {part.kinds.map((kind) => {
                    const id = rowId(group, kind);
                    return <PaletteItem key={id} kind={kind} isStop={id === at} isTold={search !== ""} onFocus={() => setStop(id)} onAdd={() => add(kind)} onFavour={(isFavourite) => favour(kind, isFavourite)} />;
                  })}
                </ul>
              </Fragment>
            ))}
          </section>
        ))}
      </div>
    </div>
  );
}

/** A favourite is listed in its group too. */
const rowId = (group: KindGroup, kind: NodeKind) => `${group.id}/${kind.name}`;
