import { useRef, useState } from "react";
import { useQueryClient } from "@tanstack/react-query";
import { FileUp } from "lucide-react";
import { t } from "@/i18n";
import { asProblem } from "@/api/http";
import { uploadDocument } from "@/api/kb";
import { cx } from "@/lib/cx";
import { Button } from "@/ui/button";

interface Sending {
  name: string;
  share: number;
  error: string | null;
}

const TAKES = ".md,.markdown,.txt,.html,.htm,.pdf";

/** Files dropped or chosen go up one after the other, each with its progress. */
export function Upload({ base }: { base: string }) {
  const [over, setOver] = useState(false);
  const [sending, setSending] = useState<Sending[]>([]);
  const input = useRef<HTMLInputElement>(null);
  const client = useQueryClient();

  const send = async (files: File[]) => {
    for (const file of files) {
      const update = (change: Partial<Sending>) => setSending((all) => all.map((one) => (one.name === file.name ? { ...one, ...change } : one)));
      setSending((all) => [...all.filter((one) => one.name !== file.name), { name: file.name, share: 0, error: null }]);
      try {
        await uploadDocument(base, file, (share) => update({ share }));
        setSending((all) => all.filter((one) => one.name !== file.name));
      } catch (error) {
        update({ error: asProblem(error).message });
      }
      await client.invalidateQueries({ queryKey: ["kb", base] });
    }
  };
  return (
    // Dropping is the pointer's shortcut; the button does the same for everybody.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void send([...event.dataTransfer.files]);
      }}
      className={cx("flex flex-col items-center gap-2 rounded-card border-2 border-dashed p-6 text-center", over ? "border-accent bg-accent-soft" : "border-line-strong")}
    >
      <FileUp size={24} aria-hidden className="text-muted" />
      <p>{t("Drop files here: Markdown, text, HTML or PDF.")}</p>
      <Button onClick={() => input.current?.click()}>{t("Choose files")}</Button>
      <input
        ref={input}
        type="file"
        multiple
        accept={TAKES}
        aria-label={t("Files to add")}
        className="hidden"
        onChange={(event) => {
          void send([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
      <ul className="w-full text-left" aria-live="polite">
        {sending.map((one) => (
          <li key={one.name} className="flex flex-wrap items-center gap-x-3 py-1">
            <span className="min-w-0 flex-1 break-all">{one.name}</span>
            {one.error ? <span className="text-danger">{one.error}</span> : <progress value={one.share} max={1} aria-label={t("Upload of {name}", { name: one.name })} className="w-32 accent-(--accent)" />}
          </li>
        ))}
      </ul>
    </div>
  );
}
