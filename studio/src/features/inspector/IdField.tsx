import { useEffect, useRef, useState } from "react";
import { useEditorState, useTools } from "@/editor/context";
import { renameTo } from "@/editor/rename-node";
import { idRefusal } from "@/flow/ops";
import { t } from "@/i18n";
import { Field, Input } from "@/ui/field";

/** The name expressions use. Changing it rewrites every reference. */
export function IdField({ id, disabled }: { id: string; disabled: boolean }) {
  const { editor } = useTools();
  const renaming = useEditorState((state) => state.renaming === id);
  const [text, setText] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!renaming) return;
    // The panel may be a moment old; asking is over only when the field has the focus.
    const frame = requestAnimationFrame(() => {
      input.current?.select();
      editor.setState({ renaming: null });
    });
    return () => cancelAnimationFrame(frame);
  }, [renaming, editor]);
  const wish = (text ?? id).trim();
  const refused = idRefusal(editor.getState().doc, id, wish);
  const commit = () => {
    if (text === null) return;
    if (!refused && wish !== id) renameTo(editor, id, wish);
    setText(null);
  };
  return (
    <Field label={t("Name")} error={text !== null ? refused : null}>
      {(ids) => (
        <Input
          {...ids}
          ref={input}
          disabled={disabled}
          className="font-mono"
          value={text ?? id}
          onChange={(event) => setText(event.target.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === "Enter" && !refused) commit();
            // What was typed goes first; Escape is the inspector's when nothing was.
            if (event.key === "Escape" && text !== null) {
              event.stopPropagation();
              setText(null);
            }
          }}
        />
      )}
    </Field>
  );
}
