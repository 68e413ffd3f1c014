import { useEffect, useRef } from "react";
import { CircleAlert, FileText, RotateCcw, X } from "lucide-react";
import { t } from "@/i18n";
import { cx } from "@/lib/cx";
import { sizeWords } from "@/lib/size";
import { IconButton } from "@/ui/button";
import type { Picked } from "./files";

interface PickedFileProps {
  picked: Picked;
  onRemove: () => void;
  onAgain: () => void;
}

/** One file that waits to go with the message: what it is, how far it is, what is wrong with it. */
export function PickedFile({ picked, onRemove, onAgain }: PickedFileProps) {
  const { file, state, done, problem } = picked;
  const { name } = file;
  const percent = Math.round(done * 100);
  return (
    <li data-file={state} className="flex items-center gap-2 rounded-control border border-line bg-surface px-2 py-1">
      <Preview file={file} state={state} />
      <div className="min-w-0 flex-1">
        <p className="truncate" title={name}>{name}</p>
        <p role={problem ? "alert" : "status"} className={cx("text-xs", problem ? "text-danger" : "text-muted")}>
          {problem ?? (state === "there" ? t("{size}, ready to send", { size: sizeWords(file.size) }) : sizeWords(file.size))}
        </p>
        {state === "sending" && (
          <progress aria-label={t("Uploading {name}", { name })} max={100} value={percent} className="h-1 w-full accent-accent" />
        )}
      </div>
      {state === "lost" && (
        <IconButton label={t("Try {name} again", { name })} size="sm" className="pointer-coarse:size-11!" onClick={onAgain}>
          <RotateCcw size={16} aria-hidden />
        </IconButton>
      )}
      <IconButton label={state === "sending" ? t("Cancel {name}", { name }) : t("Remove {name}", { name })} size="sm" className="pointer-coarse:size-11!" onClick={onRemove}>
        <X size={16} aria-hidden />
      </IconButton>
    </li>
  );
}

function Preview({ file, state }: { file: File; state: Picked["state"] }) {
  if (/^image\/(png|jpeg|gif|webp)$/.test(file.type) && state !== "refused") return <Thumbnail file={file} />;
  const Icon = state === "refused" ? CircleAlert : FileText;
  return (
    <span className={cx("grid size-10 shrink-0 place-items-center rounded-control bg-sunken", state === "refused" ? "text-danger" : "text-muted")}>
      <Icon size={18} aria-hidden />
    </span>
  );
}

function Thumbnail({ file }: { file: File }) {
  const image = useRef<HTMLImageElement>(null);
  useEffect(() => {
    const url = URL.createObjectURL(file);
    if (image.current) image.current.src = url;
    return () => URL.revokeObjectURL(url);
  }, [file]);
  return <img ref={image} alt="" className="size-10 shrink-0 rounded-control border border-line object-cover" />;
}
