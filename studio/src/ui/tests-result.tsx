import type { components } from "@/api/generated/schema";
import { t } from "@/i18n";
import { fullTime } from "@/lib/time";
import { Badge } from "./badge";

type VersionTests = components["schemas"]["VersionTests"];

/** How a version's tests went last: `null` means that nobody wrote it down, which is not a pass. */
export function TestsResult({ tests }: { tests: VersionTests | null }) {
  if (tests === null) return <Badge>{t("tests not recorded")}</Badge>;
  const open = tests.not_judged.length;
  const all = tests.passed + tests.failed + open;
  if (all === 0) return <Badge>{t("no tests")}</Badge>;
  const when = t("run {time}", { time: fullTime(tests.at) });
  // Neither passed nor failed, so it is never shown in the colour of either.
  const words = [
    tests.failed > 0 ? t("tests {passed}/{all}, {failed} failing", { passed: tests.passed, all, failed: tests.failed }) : t("tests {passed}/{all}", { passed: tests.passed, all }),
    open > 0 && t("{count} not judged", { count: open }),
  ].filter(Boolean);
  return (
    <span data-tests={`${tests.passed}/${all}`} title={[...tests.failing, ...tests.not_judged, when].join(" · ")} className="inline-flex">
      <Badge tone={tests.failed > 0 ? "danger" : open > 0 ? undefined : "ok"}>{words.join(", ")}</Badge>
    </span>
  );
}
