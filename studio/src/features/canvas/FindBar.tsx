import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { ChevronDown, ChevronUp, X } from "lucide-react";
import { useTyped } from "@/editor/awaited";
import { goToNote, setGroup } from "@/editor/commands/frames";
import { useEditorState, useTools } from "@/editor/context";
import { findAll } from "@/editor/find-all";
import { findNode } from "@/flow/document";
import { titleOf } from "@/flow/describe";
import { findIn } from "@/flow/find";
import { order } from "@/flow/graph";
import { findNote, notesOf, noteTitle } from "@/flow/notes";
import { hidden } from "@/flow/groups";
import { t } from "@/i18n";
import { cx } from "@/lib/cx";
import { IconButton } from "@/ui/button";
import { Input } from "@/ui/field";

type Hit = { is: "node"; id: string } | { is: "note"; id: string };

/** Ctrl+F: what has the word stands out on the canvas, the rest is faint; Enter walks from one to the next. */
export default function FindBar() {
  const tools = useTools();
  const { editor } = tools;
  const flow = useEditorState((state) => state.doc.flow);
  const layout = useEditorState((state) => state.doc.layout);
  const kinds = useEditorState((state) => state.kinds);
  const text = useEditorState((state) => state.find?.text ?? "");
  const [at, setAt] = useState(-1);
  const input = useRef<HTMLInputElement>(null);
  const found = useMemo(() => findAll({ doc: { flow, layout }, kinds }, text), [flow, layout, kinds, text]);
  // What is found follows what is edited meanwhile.
  useEffect(() => editor.setState(({ find }) => (find ? { find: { ...find, ...found } } : {})), [editor, found]);
  useEffect(() => input.current?.focus(), []);
  const seek = (wanted: string) => {
    setAt(-1);
    editor.setState({ find: { text: wanted, ...findAll(editor.getState(), wanted) } });
  };
  useTyped(seek);
  const hits: Hit[] = useMemo(
    () => [...order(flow).filter((id) => found.nodes.has(id)).map((id): Hit => ({ is: "node", id })), ...notesOf(layout).filter((note) => found.notes.has(note.id)).map((note): Hit => ({ is: "note", id: note.id }))],
    [flow, layout, found],
  );
  const current = at < hits.length ? at : -1;

  const show = (index: number, focuses: boolean) => {
    const hit = hits[index];
    if (!hit) return;
    setAt(index);
    if (hit.is === "note") {
      if (focuses) return goToNote(tools, hit.id);
      editor.select([], [], [hit.id]);
      const note = findNote(layout, hit.id);
      if (note) tools.canvas.current?.revealBox(note);
      return;
    }
    const group = hidden(flow, layout).get(hit.id);
    if (group) setGroup(tools, group, { collapsed: false });
    editor.select([hit.id]);
    tools.canvas.current?.reveal(hit.id);
    if (focuses) tools.canvas.current?.focus(hit.id);
  };
  const walk = (by: 1 | -1) => hits.length > 0 && show((current + by + hits.length) % hits.length, false);
  const close = () => {
    editor.setState({ find: null });
    tools.canvas.current?.focus(editor.getState().active ?? "start");
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape") close();
    else if (event.target === input.current) walk(event.shiftKey ? -1 : 1);
    else (event.target as HTMLElement).click();
  };
  const summary = text.trim() === "" ? "" : hits.length === 0 ? t("Nothing found") : current < 0 ? t("{count, plural, one {# found} other {# found}}", { count: hits.length }) : t("{at} of {count}", { at: current + 1, count: hits.length });
  return (
     
    <search aria-label={t("Find in this flow")} data-own-keys data-covers onKeyDown={onKey} className="absolute top-3 right-3 z-[5] flex max-h-[60%] w-80 flex-col rounded-card border border-line bg-surface p-2 shadow-float">
      <div className="flex items-center gap-1">
        <Input
          ref={input}
          data-find
          type="search"
          aria-label={t("Find in titles, prompts, expressions and notes")}
          placeholder={t("Find in this flow")}
          value={text}
          className="h-8! min-w-0"
          onChange={(event) => seek(event.target.value)}
        />
        <IconButton size="sm" label={t("Previous hit")} disabled={hits.length === 0} onClick={() => walk(-1)}>
          <ChevronUp size={16} aria-hidden />
        </IconButton>
        <IconButton size="sm" label={t("Next hit")} disabled={hits.length === 0} onClick={() => walk(1)}>
          <ChevronDown size={16} aria-hidden />
        </IconButton>
        <IconButton size="sm" label={t("Close the search")} onClick={close}>
          <X size={16} aria-hidden />
        </IconButton>
      </div>
      <p role="status" className="px-1 pt-1 text-xs text-muted empty:pt-0">
        {summary}
      </p>
      {hits.length > 0 && (
        <ul aria-label={t("Hits")} className="mt-1 min-h-0 overflow-y-auto">
          {hits.map((hit, index) => (
            <li key={`${hit.is} ${hit.id}`}>
              <button
                type="button"
                aria-current={index === current || undefined}
                onClick={() => show(index, true)}
                className={cx("block w-full truncate rounded-control px-2 py-1 text-left text-node hover:bg-sunken focus-visible:-outline-offset-2", index === current && "bg-accent-soft")}
              >
                <HitLine hit={hit} text={text} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </search>
  );
}

function HitLine({ hit, text }: { hit: Hit; text: string }) {
  const node = useEditorState((state) => (hit.is === "node" ? findNode(state.doc.flow, hit.id) : undefined));
  const kind = useEditorState((state) => (node ? state.kinds.get(node.kind) : undefined));
  const note = useEditorState((state) => (hit.is === "note" ? findNote(state.doc.layout, hit.id) : undefined));
  if (note) return <>{t("Note: {title}", { title: noteTitle(note) })}</>;
  if (!node) return null;
  const place = findIn(node, text.trim());
  return (
    <>
      {titleOf(node, kind)} <span className="font-mono text-xs text-muted">{node.id}</span>
      {place && (
        <span className="block truncate text-xs text-muted">
          {place.field}: {place.before}
          <mark className="rounded-[3px] bg-warn-soft text-text">{place.match}</mark>
          {place.after}
        </span>
      )}
    </>
  );
}
