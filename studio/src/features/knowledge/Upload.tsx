import { useRef } from "react";
import { FileUp } from "lucide-react";
import { t } from "@/i18n";
import { cx } from "@/lib/cx";
import { Button } from "@/ui/button";
import type { Sending } from "./use-uploads";

const TAKES = ".md,.markdown,.txt,.html,.htm,.pdf";

interface UploadProps {
  sending: Sending[];
  onFiles: (files: File[]) => void;
  /** Files are held over the page. */
  over: boolean;
}

/** Files are dropped anywhere on the page, or chosen here. */
export function Upload({ sending, onFiles, over }: UploadProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className={cx("flex flex-col items-center gap-2 rounded-card border-2 border-dashed p-6 text-center", over ? "border-accent bg-accent-soft" : "border-line-strong")}>
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
          onFiles([...(event.target.files ?? [])]);
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
      {over && <div aria-hidden data-takes-drop className="pointer-events-none fixed inset-2 z-40 rounded-card border-2 border-dashed border-accent bg-accent/10" />}
    </div>
  );
}
