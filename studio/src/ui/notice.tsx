import type { ReactNode } from "react";
import { CircleAlert, CircleCheck, Info } from "lucide-react";
import { Rich } from "./rich";
import { t } from "@/i18n";
import { asProblem } from "@/api/http";
import { lackedPermission } from "@/api/problem-words";
import { cx } from "@/lib/cx";
import { Button } from "./button";

const LOOKS = {
  danger: { box: "border-danger bg-danger-soft", icon: CircleAlert, colour: "text-danger" },
  ok: { box: "border-ok bg-ok-soft", icon: CircleCheck, colour: "text-ok" },
  info: { box: "border-info bg-info-soft", icon: Info, colour: "text-info" },
};

export function Note({ tone, children, className }: { tone: keyof typeof LOOKS; children: ReactNode; className?: string }) {
  const look = LOOKS[tone];
  return (
    <div role={tone === "danger" ? "alert" : "status"} className={cx("flex gap-2 rounded-control border px-3 py-2", look.box, className)}>
      <look.icon size={18} aria-hidden className={cx("mt-px shrink-0", look.colour)} />
      <div className="min-w-0 break-words">{children}</div>
    </div>
  );
}

/** An error of the server or the network, in words, with a way to try again. */
export function ErrorNote({ error, retry, className }: { error: unknown; retry?: () => void; className?: string }) {
  const problem = asProblem(error);
  const permission = lackedPermission(problem.body);
  return (
    <Note tone="danger" className={className}>
      <p>{problem.message}</p>
      {problem.body?.correlation_id && problem.status >= 500 && (
        <p className="text-xs text-muted">
          <Rich text={t("For the operator: <id>{id}</id>", { id: problem.body.correlation_id })} parts={{ id: (words) => <span className="font-mono break-all">{words}</span> }} />
        </p>
      )}
      {permission && (
        <p className="text-xs text-muted">
          <Rich text={t("For the administrator: the permission <id>{permission}</id> is missing.", { permission })} parts={{ id: (words) => <span className="font-mono break-all">{words}</span> }} />
        </p>
      )}
      {/* What is not there, or not allowed, is so a second time too. */}
      {retry && problem.status !== 404 && !permission && (
        <Button size="sm" className="mt-2" onClick={retry}>
          {t("Try again")}
        </Button>
      )}
    </Note>
  );
}

export function Loading({ what }: { what: string }) {
  return (
    <p role="status" className="flex items-center gap-2 p-6 text-muted">
      <span aria-hidden className="size-4 animate-spin rounded-full border-2 border-current border-t-transparent" />
      {t("Loading {what}…", { what })}
    </p>
  );
}
