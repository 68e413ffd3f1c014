import { Suspense, useState } from "react";
import { Link } from "@tanstack/react-router";
import type { Version } from "@/api/types";
import { t } from "@/i18n";
import { Badge } from "@/ui/badge";
import { lazily } from "@/ui/lazily";
import { TestsResult } from "@/ui/tests-result";

const FindingsDialog = lazily(async () => ({ default: (await import("./FindingsDialog")).FindingsDialog }));

/** What the check said when a version was published, and how its tests went last; of older versions nobody knows. */
export function Results({ flow, version }: { flow: string; version: Version }) {
  const [open, setOpen] = useState(false);
  const { checks, tests, version: number } = version;
  const found = checks ? checks.errors + checks.warnings : 0;
  return (
    <span data-results={number} className="inline-flex flex-wrap items-center gap-1.5">
      {checks === null && <Badge>{t("checks not recorded")}</Badge>}
      {checks && found === 0 && <Badge tone="ok">{t("no problems")}</Badge>}
      {checks && found > 0 && (
        <button type="button" aria-haspopup="dialog" aria-label={t("{count, plural, one {# warning} other {# warnings}} of version {version}", { count: found, version: number })} onClick={() => setOpen(true)} className="inline-flex min-h-6 items-center rounded-full">
          <Badge tone={checks.errors > 0 ? "danger" : "warn"} className="underline underline-offset-2">
            {t("{count, plural, one {# warning} other {# warnings}}", { count: found })}
          </Badge>
        </button>
      )}
      <Link to="/flows/$flow/tests" params={{ flow }} search={{ version: number }} className="inline-flex min-h-6 items-center rounded-full">
        <TestsResult tests={tests} />
      </Link>
      {open && (
        <Suspense>
          <FindingsDialog flow={flow} version={number} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </span>
  );
}
