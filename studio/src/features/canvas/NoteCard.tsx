import { type KeyboardEvent, memo, Suspense, useEffect, useRef, useState } from "react";
import type { NodeProps } from "@xyflow/react";
import { Pencil, Trash2 } from "lucide-react";
import { command } from "@/editor/commands/all";
import { setNoteColour } from "@/editor/commands/frames";
import { isFound } from "@/editor/find-all";
import { useEditorState, useTools } from "@/editor/context";
import { changeNote, findNote, NOTE_LEAST, noteTitle } from "@/flow/notes";
import type { Note } from "@/flow/types";
import { t } from "@/i18n";
import { cx } from "@/lib/cx";
import { IconButton } from "@/ui/button";
import { lazily } from "@/ui/lazily";
import { ResizeCorner } from "./ResizeCorner";
import type { NoteNode } from "./rf";
import { Swatches } from "./Swatches";

/** Loaded with the first note: most flows have none. */
const Markdown = lazily(async () => ({ default: (await import("@/ui/markdown")).Markdown }));

/** A sticky note: Markdown, five colours, as large as it is pulled. */
export const NoteCard = memo(function NoteCard({ data, selected }: NodeProps<NoteNode>) {
  const tools = useTools();
  const { editor } = tools;
  const note = useEditorState((state) => findNote(state.doc.layout, data.note));
  const writing = useEditorState((state) => state.writing === data.note);
  const alone = useEditorState((state) => state.notes.size === 1 && state.nodes.size === 0);
  const found = useEditorState((state) => isFound(state.find, data.note));
  const readOnly = useEditorState((state) => state.readOnly);
  const [size, setSize] = useState<{ width: number; height: number } | null>(null);
  if (!note) return null;
  const title = noteTitle(note);
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.target !== event.currentTarget || readOnly) return;
    event.preventDefault();
    event.stopPropagation();
    editor.setState({ writing: note.id });
  };
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the focus itself is the interaction
    <div
      role="group"
      aria-label={title ? t("Note: {title}", { title }) : t("Empty note")}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={selected ? 0 : -1}
      data-note-id={note.id}
      data-colour={note.colour}
      onKeyDown={onKey}
      className={cx("paper relative flex flex-col rounded-control border text-node", selected && "ring-2 ring-accent", found === false && "paper-dim", found && "ring-3 ring-warn")}
      style={size ?? { width: note.width, height: note.height }}
    >
      {writing ? <Writing note={note} /> : <div className="min-h-0 flex-1 overflow-hidden p-2.5">{note.text ? <Suspense fallback={<p className="whitespace-pre-wrap">{note.text}</p>}><Markdown text={note.text} /></Suspense> : <p className="text-muted">{t("Double-click to write")}</p>}</div>}
      {selected && alone && !writing && !readOnly && (
        <div role="toolbar" aria-label={t("Note")} className="nodrag absolute -top-10 left-0 flex items-center gap-1 rounded-card border border-line bg-surface p-1">
          <Swatches value={note.colour} onChange={(colour) => setNoteColour(tools, new Set([note.id]), colour)} />
          <IconButton size="sm" label={t("Write in the note")} onClick={() => editor.setState({ writing: note.id })}>
            <Pencil size={14} aria-hidden />
          </IconButton>
          <IconButton size="sm" label={t("Delete the note")} onClick={() => command("delete")?.perform(tools)}>
            <Trash2 size={14} aria-hidden />
          </IconButton>
        </div>
      )}
      {selected && !readOnly && (
        <ResizeCorner
          size={size ?? note}
          least={NOTE_LEAST}
          onResize={setSize}
          onDone={(next) => {
            setSize(null);
            editor.edit(t("resize a note"), (doc) => changeNote(doc, note.id, next), { key: `size ${note.id}` });
          }}
        />
      )}
    </div>
  );
});

function Writing({ note }: { note: Note }) {
  const tools = useTools();
  const { editor } = tools;
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const focus = () => area.current?.focus();
    focus();
    // A dialog or a menu that closes gives the focus back after this.
    const timer = setTimeout(focus, 50);
    return () => clearTimeout(timer);
  }, []);
  const end = () => editor.setState(({ writing }) => ({ writing: writing === note.id ? null : writing }));
  return (
    <textarea
      ref={area}
      aria-label={t("Text of the note")}
      value={note.text}
      placeholder={t("Write here; **bold**, lists and links work.")}
      className="nodrag nowheel min-h-0 flex-1 resize-none bg-transparent p-2.5 outline-offset-0"
      onChange={(event) => editor.edit(t("write in a note"), (doc) => changeNote(doc, note.id, { text: event.target.value }), { key: `note ${note.id}` })}
      onBlur={end}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key !== "Escape") return;
        end();
        tools.canvas.current?.focusNote(note.id);
      }}
    />
  );
}
