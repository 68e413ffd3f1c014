import { FileText } from "lucide-react";
import { attachmentUrl } from "@/api/attachments";
import type { Attachment } from "@/api/types";
import { t } from "@/i18n";
import { sizeWords } from "@/lib/size";

/** Files to look at, wherever they are (`api/attachments`). */
export function FileLinks({ place, files }: { place: string; files: Attachment[] }) {
  return (
    <ul aria-label={t("Files")} className="flex flex-wrap gap-2">
      {files.map((file) => (
        <li key={file.id} className="max-w-full">
          <a href={attachmentUrl(place, file.id)} target="_blank" rel="noopener" className="flex min-h-11 max-w-full items-center gap-2 rounded-control border border-line px-3 py-1 hover:bg-sunken">
            <FileText size={16} aria-hidden className="shrink-0 text-muted" />
            <span className="min-w-0 truncate">{file.name}</span>
            <span className="shrink-0 text-xs text-muted">{sizeWords(file.size)}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
