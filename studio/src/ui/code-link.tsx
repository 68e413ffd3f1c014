import { Link } from "@tanstack/react-router";
import { t } from "@/i18n";
import { cx } from "@/lib/cx";

/** Leads to what a code of the check means; beside the flow, so that nobody loses their place. */
export function CodeLink({ code, className }: { code: string; className?: string }) {
  return (
    <Link to="/help/checks/$code" params={{ code }} target="_blank" title={t("What {code} means", { code })} className={cx("text-xs text-muted underline decoration-dotted underline-offset-2 hover:text-accent", className)}>
      {code}
    </Link>
  );
}
