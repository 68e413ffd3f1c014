import { type CSSProperties, type Ref, useCallback, useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from "react";
import type { Spot } from "@/flow/positions";
import type { Name } from "@/flow/scope";
import { cx } from "@/lib/cx";
import { type FieldIds, Textarea } from "@/ui/field";
import { insert } from "../insert";
import type { TextHandle } from "./editor";
import { type EditorChunk, hasEditor, loadEditor, wantsEditor } from "./load";

export interface TextBoxHandle {
  /** Puts a name where the caret is, with its braces where they are needed. */
  insert(path: string): void;
}

interface TextBoxProps {
  ids: FieldIds & { disabled: boolean; "aria-label"?: string };
  language: "template" | "expression";
  text: string;
  /** Lines to begin with; one line stays one. */
  rows: number;
  isTall?: boolean;
  placeholder?: string;
  spots: Spot[];
  names: () => Name[];
  onText: (text: string) => void;
  ref?: Ref<TextBoxHandle>;
}

const NONE: Spot[] = [];

/** A text with pills, colours and completion; until these have been loaded, and on touch screens, a plain field that works the same. */
export function TextBox({ ids, language, text, rows, isTall = false, placeholder, spots, names, onText, ref }: TextBoxProps) {
  const [editor, setEditor] = useState(hasEditor);
  const plain = useRef<HTMLTextAreaElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const handle = useRef<TextHandle | null>(null);
  const touched = useRef(false);
  const resume = useRef<{ start: number; end: number } | null>(null);
  const now = useRef({ text, onText, names });
  now.current = { text, onText, names };
  const isMultiline = rows > 1;

  // The caret goes over as the plain field leaves the page: it may have come there after the editor had been loaded.
  const placed = useCallback((field: HTMLTextAreaElement) => {
    plain.current = field;
    return () => {
      if (document.activeElement === field) resume.current = { start: field.selectionStart, end: field.selectionEnd };
      plain.current = null;
    };
  }, []);

  useEffect(() => {
    if (editor || !wantsEditor()) return;
    let isGone = false;
    const take = (made: EditorChunk) => {
      const field = plain.current;
      if (isGone) return;
      // Whoever is in the middle of a word keeps the field until they leave it.
      if (field?.dataset.composing) field.addEventListener("blur", () => setEditor(made), { once: true });
      else setEditor(made);
    };
    loadEditor().then(take, () => {});
    return () => {
      isGone = true;
    };
  }, [editor]);

  useLayoutEffect(() => {
    if (!editor || !host.current) return;
    const made = editor.mount(host.current, {
      language,
      isMultiline,
      text: now.current.text,
      placeholder,
      names: () => now.current.names(),
      onChange: (next) => now.current.onText(next),
      onFocus: () => {
        touched.current = true;
      },
    });
    handle.current = made;
    if (resume.current) made.focus(resume.current);
    resume.current = null;
    return () => {
      made.destroy();
      handle.current = null;
    };
  }, [editor, language, isMultiline, placeholder]);

  // Attributes by their values: a field is drawn with each key, its look seldom changes.
  const { id, disabled } = ids;
  const described = ids["aria-describedby"];
  const isWrong = ids["aria-invalid"] === true;
  const isRequired = ids["aria-required"] === true;
  const label = ids["aria-label"];
  const shownSpots = useSame(spots.length === 0 ? NONE : spots);
  useLayoutEffect(() => {
    const attributes: Record<string, string> = { id, "aria-multiline": String(isMultiline) };
    if (label) attributes["aria-label"] = label;
    else attributes["aria-labelledby"] = `${id}-label`;
    if (described) attributes["aria-describedby"] = described;
    if (isWrong) attributes["aria-invalid"] = "true";
    if (isRequired) attributes["aria-required"] = "true";
    if (disabled) attributes["aria-readonly"] = "true";
    if (disabled) attributes.tabindex = "0";
    attributes.spellcheck = String(language === "template");
    handle.current?.look({ attributes, isReadOnly: disabled, squiggles: shownSpots });
  }, [editor, language, isMultiline, placeholder, id, label, described, isWrong, isRequired, disabled, shownSpots]);

  useLayoutEffect(() => handle.current?.set(text), [editor, language, isMultiline, placeholder, text]);

  // A label is no label for an editable element: the click is passed on by hand.
  useEffect(() => {
    const named = editor ? document.getElementById(`${id}-label`) : null;
    const focus = () => handle.current?.focus();
    named?.addEventListener("click", focus);
    return () => named?.removeEventListener("click", focus);
  }, [editor, id]);

  useImperativeHandle(ref, () => ({
    insert(path) {
      const text = now.current.text;
      const at = (!touched.current ? undefined : handle.current ? handle.current.selection() : plain.current && { start: plain.current.selectionStart, end: plain.current.selectionEnd }) ?? {
        // Where nobody has put the caret yet, people mean the end.
        start: text.length,
        end: text.length,
      };
      const made = insert(text, at.start, at.end, path, language === "expression");
      now.current.onText(made.text);
      handle.current?.set(made.text, true);
      requestAnimationFrame(() => {
        if (handle.current) return handle.current.focus({ start: made.caret, end: made.caret });
        plain.current?.focus();
        plain.current?.setSelectionRange(made.caret, made.caret);
      });
    },
  }));

  if (editor) {
    return (
      <div
        ref={host}
        className="text-editor"
        data-rows={isMultiline ? "many" : "one"}
        data-tall={isTall || undefined}
        data-code={language === "expression" || undefined}
        data-wrong={isWrong || undefined}
        data-off={disabled || undefined}
        style={{ "--least": `${rows * 20 + 16}px` } as CSSProperties}
      />
    );
  }
  return (
    <Textarea
      ref={placed}
      {...ids}
      rows={rows}
      value={text}
      placeholder={placeholder}
      spellCheck={language === "template"}
      autoComplete="off"
      className={cx("field-sizing-content resize-y", isTall ? "min-h-[50vh]" : "max-h-80", language === "expression" && "font-mono text-xs!")}
      onFocus={() => {
        touched.current = true;
      }}
      onCompositionStart={({ currentTarget }) => void (currentTarget.dataset.composing = "yes")}
      onCompositionEnd={({ currentTarget }) => void delete currentTarget.dataset.composing}
      onKeyDown={(event) => !isMultiline && event.key === "Enter" && event.preventDefault()}
      onChange={({ target }) => onText(isMultiline ? target.value : target.value.replace(/\s*\n\s*/g, " "))}
    />
  );
}

/** The same list for as long as it says the same. */
function useSame(spots: Spot[]): Spot[] {
  const kept = useRef(spots);
  if (JSON.stringify(kept.current) !== JSON.stringify(spots)) kept.current = spots;
  return kept.current;
}
