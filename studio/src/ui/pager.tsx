import { t } from "@/i18n";
import { Button } from "./button";

/** Page by page through a list that the server cuts; nothing when one page is all. */
export function Pager({ page, pages, onPage }: { page: number; pages: number; onPage: (page: number) => void }) {
  if (pages <= 1) return null;
  return (
    <div className="flex items-center justify-end gap-2">
      <Button disabled={page <= 1} onClick={() => onPage(page - 1)}>
        {t("Previous")}
      </Button>
      <span className="text-muted">{t("Page {page} of {pages}", { page, pages })}</span>
      <Button disabled={page >= pages} onClick={() => onPage(page + 1)}>
        {t("Next")}
      </Button>
    </div>
  );
}
