import { type FormEvent, type KeyboardEvent, type ReactNode, type Ref, useState } from "react";
import { SendHorizontal, Square } from "lucide-react";
import { t } from "@/i18n";
import { Button } from "@/ui/button";

interface ComposerProps {
  ref: Ref<HTMLTextAreaElement>;
  busy: boolean;
  disabled: boolean;
  placeholder: string;
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

export function Composer({ ref, busy, disabled, placeholder, hasFiles = false, onStop, onSend, onPaste, above, before }: ComposerProps) {
  const [text, setText] = useState("");
  const [sending, setSending] = useState(false);
  const isEmpty = !text.trim() && !hasFiles;
  const send = async () => {
    const content = text.trim();
    if (isEmpty || sending || disabled) return;
    setSending(true);
    setText("");
    // What could not be sent goes back where it was typed.
    if (!(await onSend(content))) setText((now) => now || content);
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
        <div className="flex items-end gap-2">
          {before}
          <textarea
            ref={ref}
            aria-label={t("Message")}
            rows={1}
            value={text}
            disabled={disabled}
            maxLength={16_000}
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
            <Button type="submit" look="primary" aria-label={t("Send")} disabled={disabled || isEmpty} busy={sending} className="h-11! min-w-11">
              {!sending && <SendHorizontal size={18} aria-hidden />}
            </Button>
          )}
        </div>
      </div>
    </form>
  );
}
