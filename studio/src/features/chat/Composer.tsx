import { type FormEvent, type KeyboardEvent, type ReactNode, type Ref, useEffect, useId, useImperativeHandle, useRef, useState } from "react";
import { SendHorizontal, Square } from "lucide-react";
import { t } from "@/i18n";
import { number } from "@/i18n/format";
import { Button } from "@/ui/button";
import { draftOf, keepDraft } from "@/lib/draft";

/** Characters of a message, as the server counts them. */
const LIMIT = 16_000;

interface ComposerProps {
  ref: Ref<HTMLTextAreaElement>;
  busy: boolean;
  disabled: boolean;
  placeholder: string;
  /** Under which name what is typed is kept. */
  draft: string;
  /** What is on its way for longer than one would notice. */
  onItsWay?: string;
  /** What may be said again: an empty field takes it, chosen, so that Enter sends it and a letter replaces it. */
  offered?: { text: string } | null;
  /** Files that go with the message count as something to say. */
  hasFiles?: boolean;
  onStop: () => void;
  onSend: (text: string) => Promise<boolean>;
  onPaste?: (files: File[]) => void;
  /** Above the field: files that go with the message. */
  above?: ReactNode;
  /** Before the field. */
  before?: ReactNode;
}

export function Composer({ ref, busy, disabled, placeholder, draft, onItsWay = "", offered = null, hasFiles = false, onStop, onSend, onPaste, above, before }: ComposerProps) {
  const [text, setText] = useState(() => draftOf(draft));
  const [sending, setSending] = useState(false);
  const note = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  useImperativeHandle(ref, () => field.current as HTMLTextAreaElement, []);
  const kept = useRef(draft);
  useEffect(() => {
    // A first message begins the conversation whose draft it was.
    if (kept.current !== draft) keepDraft(kept.current, "");
    kept.current = draft;
    keepDraft(draft, joined(onItsWay, text));
  }, [draft, onItsWay, text]);
  const [taken, setTaken] = useState<typeof offered>(null);
  if (offered !== taken) {
    setTaken(offered);
    if (!text) setText(offered?.text ?? "");
  }
  useEffect(() => {
    if (offered && field.current?.value === offered.text) field.current.select();
  }, [offered]);
  const isEmpty = !text.trim() && !hasFiles;
  const over = tooMany(text.trim());
  const send = async () => {
    const content = text.trim();
    if (isEmpty || over > 0 || sending || disabled) return;
    setSending(true);
    setText("");
    // What could not be sent goes back where it was typed, before what was typed since.
    if (!(await onSend(content))) setText((now) => joined(content, now));
    setSending(false);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      void send();
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send();
  };
  return (
    <form onSubmit={submit} className="border-t border-line bg-surface px-3 pt-2 pb-[max(8px,env(safe-area-inset-bottom))]">
      <div className="mx-auto flex max-w-2xl flex-col gap-2">
        {above}
        {over > 0 && (
          <p id={note} role="alert" className="text-node text-danger">
            {t("{count, plural, one {# character} other {# characters}} too many: a message has {limit} at most. Shorten it, or attach it as a file.", { count: over, limit: number(LIMIT) })}
          </p>
        )}
        <div className="flex items-end gap-2">
          {before}
          <textarea
            ref={field}
            aria-label={t("Message")}
            rows={1}
            value={text}
            disabled={disabled}
            aria-invalid={over > 0 || undefined}
            aria-describedby={over > 0 ? note : undefined}
            placeholder={placeholder}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={onKey}
            onPaste={(event) => {
              const files = [...event.clipboardData.files];
              if (files.length === 0 || !onPaste) return;
              event.preventDefault();
              onPaste(files);
            }}
            // 16 px, or a phone zooms in when one begins to type.
            className="field-sizing-content max-h-40 min-h-11 min-w-0 flex-1 resize-none rounded-control border border-line-strong bg-surface px-3 py-2.5 pointer-coarse:text-[16px]"
          />
          {busy && (
            <Button onClick={onStop} className="h-11! min-w-11">
              <Square size={14} aria-hidden /> {t("Stop")}
            </Button>
          )}
          {(!busy || !isEmpty) && (
            <Button type="submit" look="primary" aria-label={t("Send")} disabled={disabled || isEmpty || over > 0} busy={sending} className="h-11! min-w-11">
              {!sending && <SendHorizontal size={18} aria-hidden />}
            </Button>
          )}
        </div>
      </div>
    </form>
  );
}

const joined = (first: string, second: string): string => (first && second ? `${first}\n${second}` : first || second);

/** How many characters do not fit. */
function tooMany(content: string): number {
  // Most are shorter however one counts.
  return content.length <= LIMIT ? 0 : Math.max(0, [...content].length - LIMIT);
}
