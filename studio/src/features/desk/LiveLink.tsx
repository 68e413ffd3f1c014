import { Link } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { liveQuery } from "@/api/desk";
import { t } from "@/i18n";
import { Badge } from "@/ui/badge";
import { buttonClass } from "@/ui/button";

/** The way to those who talk with a person, and how many still wait for one. */
export function LiveLink() {
  const live = useQuery(liveQuery);
  const waiting = live.data?.filter((one) => one.state === "waiting").length ?? 0;
  return (
    <Link to="/desk/live" className={buttonClass()}>
      {t("Live conversations")}
      {waiting > 0 && <Badge tone="warn">{t("{count, plural, one {# waits} other {# wait}}", { count: waiting })}</Badge>}
    </Link>
  );
}
