import { t } from "@/i18n";

/** An answer is being made. */
export function Working() {
  return (
    <p data-working className="text-muted">
      <span aria-hidden className="mr-2 inline-block size-2 animate-pulse rounded-full bg-accent" />
      {t("Working on it…")}
    </p>
  );
}
