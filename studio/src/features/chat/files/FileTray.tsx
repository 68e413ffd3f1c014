import { type Ref, useEffect, useImperativeHandle, useRef, useState } from "react";
import { Camera, FolderOpen, X } from "lucide-react";
import { useQuery } from "@tanstack/react-query";
import { fileRules } from "@/api/attachments";
import { t } from "@/i18n";
import { Button, IconButton } from "@/ui/button";
import { ErrorNote, Loading } from "@/ui/notice";
import { acceptWords, comesAlong, rulesWords, takesPictures } from "./files";
import { PickedFile } from "./PickedFile";
import { useFiles } from "./use-files";

export interface FileTrayHandle {
  add(files: File[]): void;
  /** Once everything is there: the ids; `null` when something did not come. */
  ready(): Promise<string[] | null>;
  clear(): void;
}

interface FileTrayProps {
  ref: Ref<FileTrayHandle>;
  /** What was dropped or pasted before this was there. */
  first: File[];
  begin: () => Promise<string>;
  onCount: (count: number) => void;
  onClose: () => void;
}

/** The files that go with the next message, and what may be one. */
export default function FileTray({ ref, first, begin, onCount, onClose }: FileTrayProps) {
  const rules = useQuery({ queryKey: ["file-rules"], queryFn: fileRules, staleTime: Infinity });
  const files = useFiles(begin);
  const waiting = useRef(first);
  const [over, setOver] = useState(false);
  const box = useRef<HTMLElement>(null);
  const { add, list, ready, clear } = files;
  const allowed = rules.data;
  const take = (more: File[]) => {
    if (!allowed) return void waiting.current.push(...more);
    setOver(add(more, allowed));
  };
  // What came before the rules is not in the list yet, and must not be left behind.
  useImperativeHandle(ref, () => ({ add: take, ready: async () => (waiting.current.length > 0 ? null : ready()), clear }));
  useEffect(() => {
    if (!allowed || waiting.current.length === 0) return;
    take(waiting.current.splice(0));
    // eslint-disable-next-line react-hooks/exhaustive-deps -- what came before the rules waits for them only
  }, [allowed]);
  const count = list.filter(comesAlong).length;
  useEffect(() => onCount(count), [count, onCount]);
  // Whoever asked for it goes on in it; whoever dropped something goes on writing.
  useEffect(() => {
    if (first.length === 0) box.current?.querySelector("button")?.focus();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once
  }, [allowed]);
  const remove = (key: string) => {
    setOver(false);
    files.remove(key);
    box.current?.querySelector("button")?.focus();
  };
  const isFull = allowed !== undefined && count >= allowed.max_files;
  return (
    <section ref={box} aria-label={t("Files to send")} className="flex flex-col gap-2 rounded-card border border-line bg-bg p-2">
      {rules.isPending && <Loading what={t("what may be sent")} />}
      {rules.isError && <ErrorNote error={rules.error} retry={() => void rules.refetch()} />}
      {allowed && (
        <div className="flex flex-wrap items-center gap-2">
          <Pick label={t("Choose files")} accept={acceptWords(allowed)} multiple disabled={isFull} icon={<FolderOpen size={16} aria-hidden />} onPick={take} />
          {takesPictures(allowed) && (
            <Pick label={t("Take a photo")} accept="image/*" capture disabled={isFull} icon={<Camera size={16} aria-hidden />} onPick={take} className="pointer-fine:hidden" />
          )}
          <p className="min-w-0 flex-1 basis-56 text-xs text-muted">{rulesWords(allowed)}</p>
          {count === 0 && (
            <IconButton label={t("Close")} size="sm" className="pointer-coarse:size-11!" onClick={onClose}>
              <X size={16} aria-hidden />
            </IconButton>
          )}
        </div>
      )}
      {over && allowed && <p role="alert" className="text-node text-danger">{t("Only {count} files fit in a message. Send the others with the next one.", { count: allowed.max_files })}</p>}
      <ul aria-label={t("Files")} className="flex flex-col gap-1 empty:hidden">
        {list.map((one) => (
          <PickedFile key={one.key} picked={one} onRemove={() => remove(one.key)} onAgain={() => files.again(one.key)} />
        ))}
      </ul>
    </section>
  );
}

interface PickProps {
  label: string;
  accept: string;
  icon: React.ReactNode;
  multiple?: boolean;
  capture?: boolean;
  disabled: boolean;
  className?: string;
  onPick: (files: File[]) => void;
}

function Pick({ label, accept, icon, multiple = false, capture = false, disabled, className, onPick }: PickProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button size="sm" disabled={disabled} className={`pointer-coarse:h-11 ${className ?? ""}`} onClick={() => input.current?.click()}>
        {icon} {label}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        tabIndex={-1}
        aria-label={label}
        accept={accept}
        multiple={multiple}
        capture={capture ? "environment" : undefined}
        onChange={(event) => {
          onPick([...(event.target.files ?? [])]);
          // The same file may be chosen again after it was removed.
          event.target.value = "";
        }}
      />
    </>
  );
}
