import { Link } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { versionsQuery } from "@/api/flows";
import type { VersionTests } from "@/api/types";
import { t } from "@/i18n";
import { ago, fullTime } from "@/lib/time";
import { buttonClass } from "@/ui/button";
import { Field, Select } from "@/ui/field";
import { FlowPage } from "@/ui/flow-page";
import { TestsResult } from "@/ui/tests-result";
import { TestList } from "./TestList";

interface PageProps {
  flow: string;
  canEdit: boolean;
  /** In the address; absent for the draft. */
  version: number | undefined;
  onVersion: (version: number | undefined) => void;
}

/** A flow's tests on a page of their own: of the draft, or as they were published with a version. */
export function TestsPage({ flow, canEdit, version, onVersion }: PageProps) {
  const versions = useQuery(versionsQuery(flow));
  const tests = versions.data?.find((one) => one.version === version)?.tests ?? null;
  return (
    <FlowPage
      flow={flow}
      name={t("Tests")}
      actions={
        <Link to="/flows/$flow" params={{ flow }} search={{ panel: "tests" }} className={buttonClass("secondary")}>
          {t("On the canvas")}
        </Link>
      }
    >
      <Field label={t("Version")} className="w-56">
        {(ids) => (
          <Select {...ids} value={version ?? ""} onChange={(event) => onVersion(Number(event.target.value) || undefined)}>
            <option value="">{t("the draft")}</option>
            {versions.data?.map((one) => (
              <option key={one.version} value={one.version}>
                {t("version {n}", { n: one.version })}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {version !== undefined && versions.data && <LastResult tests={tests} />}
      <div className="rounded-card border border-line bg-surface">
        <TestList key={version ?? "draft"} flow={flow} version={version} canEdit={canEdit} />
      </div>
    </FlowPage>
  );
}

/** What is kept of the version's tests: running all of them here makes it anew. */
function LastResult({ tests }: { tests: VersionTests | null }) {
  return (
    <p data-last-result className="flex flex-wrap items-center gap-2">
      <TestsResult tests={tests} />
      {tests === null && <span className="text-muted">{t("Nobody has run them since this is written down. Run all to know.")}</span>}
      {tests && tests.failed > 0 && <span>{t("Failing: {names}", { names: tests.failing.join(", ") })}</span>}
      {tests && tests.not_judged.length > 0 && <span>{t("Not judged: {names}", { names: tests.not_judged.join(", ") })}</span>}
      {tests && tests.passed + tests.failed + tests.not_judged.length > 0 && <time dateTime={tests.at} title={fullTime(tests.at)} className="text-muted">{ago(tests.at)}</time>}
    </p>
  );
}
