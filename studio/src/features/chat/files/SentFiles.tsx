import { useState } from "react";
import { FileText } from "lucide-react";
import { attachmentUrl, renewed } from "@/api/attachments";
import type { Attachment } from "@/api/types";
import { t } from "@/i18n";
import { cx } from "@/lib/cx";
import { sizeWords } from "@/lib/size";

interface SentFilesProps {
  /** Where they are (`api/attachments`). */
  place: string;
  files: Attachment[];
}

/** The files of a message or a comment: pictures to look at, everything else to save. */
export default function SentFiles({ place, files }: SentFilesProps) {
  return (
    // Two beside each other that do not fit would leave the message as wide as both.
    <ul aria-label={t("Files")} className={cx("flex flex-wrap gap-2", files.length < 3 && "flex-col items-start")}>
      {files.map((file) => (
        <li key={file.id} className="max-w-full min-w-0">
          {file.type.startsWith("image/") ? <Picture place={place} file={file} /> : <Saved place={place} file={file} />}
        </li>
      ))}
    </ul>
  );
}

function Picture({ place, file }: { place: string; file: Attachment }) {
  const [tries, setTries] = useState(0);
  const url = attachmentUrl(place, file.id);
  if (tries > 1) return <Saved place={place} file={file} />;
  // A session that has run out is renewed by whatever is asked; a picture cannot ask for itself.
  const again = () => void renewed(place).catch(() => undefined).then(() => setTries(tries + 1));
  return (
    <a href={url} target="_blank" rel="noopener" className="block rounded-control focus-visible:outline-2">
      <img key={tries} src={url} alt={file.name} loading="lazy" onError={again} className="h-40 max-w-full rounded-control border border-line bg-surface object-contain" />
    </a>
  );
}

function Saved({ place, file }: { place: string; file: Attachment }) {
  const url = attachmentUrl(place, file.id);
  return (
    <a
      href={url}
      download={file.name}
      onClick={(event) => {
        event.preventDefault();
        void renewed(place).then(() => location.assign(url), () => location.assign(url));
      }}
      className="flex min-h-11 max-w-full items-center gap-2 rounded-control border border-line bg-surface px-3 py-1 text-text hover:bg-sunken"
    >
      <FileText size={18} aria-hidden className="shrink-0 text-muted" />
      <span className="min-w-0">
        <span className="block truncate">{file.name}</span>
        <span className="block text-xs text-muted">{sizeWords(file.size)}</span>
      </span>
    </a>
  );
}
