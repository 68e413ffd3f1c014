import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTools } from "@/editor/context";
import { renameTo } from "@/editor/rename-node";
import { idRefusal } from "@/flow/ops";
import type { NodeId } from "@/flow/types";
import { t } from "@/i18n";
import { Input } from "@/ui/field";

/** Another name for a step, where it stands. `onDone` gets the name whose row is to have the focus; `null`: it is elsewhere already. */
export function RenameStep({ id, onDone }: { id: NodeId; onDone: (now: NodeId | null) => void }) {
  const { editor } = useTools();
  const [text, setText] = useState(id);
  const input = useRef<HTMLInputElement>(null);
  // Done once: what has the field taken away is told of it as of leaving it.
  const isOver = useRef(false);
  useEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);
  const wish = text.trim();
  const refused = idRefusal(editor.getState().doc, id, wish);
  const end = (now: NodeId | null, takes: boolean) => {
    if (isOver.current) return;
    isOver.current = true;
    if (takes && wish !== id) renameTo(editor, id, wish);
    onDone(now);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape") end(id, false);
    else if (!refused) end(wish, true);
  };
  return (
    <span className="min-w-0 flex-1">
      <Input
        ref={input}
        aria-label={t("Name of ‘{id}’", { id })}
        aria-invalid={refused !== null || undefined}
        aria-describedby={refused === null ? undefined : `${id}-refused`}
        className="h-8! font-mono max-md:h-11!"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKey}
        onBlur={() => end(null, refused === null)}
      />
      {refused !== null && (
        <span id={`${id}-refused`} role="alert" className="block text-xs text-danger">
          {refused}
        </span>
      )}
    </span>
  );
}
