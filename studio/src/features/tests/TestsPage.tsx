import { useState } from "react";
import { Link } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { versionsQuery } from "@/api/flows";
import { t } from "@/i18n";
import { buttonClass } from "@/ui/button";
import { Field, Select } from "@/ui/field";
import { FlowPage } from "@/ui/flow-page";
import { TestList } from "./TestList";

/** A flow's tests on a page of their own: of the draft, or as they were published with a version. */
export function TestsPage({ flow, canEdit }: { flow: string; canEdit: boolean }) {
  const versions = useQuery(versionsQuery(flow));
  const [version, setVersion] = useState<number | undefined>();
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
          <Select {...ids} value={version ?? ""} onChange={(event) => setVersion(Number(event.target.value) || undefined)}>
            <option value="">{t("the draft")}</option>
            {versions.data?.map((one) => (
              <option key={one.version} value={one.version}>
                {t("version {n}", { n: one.version })}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <div className="rounded-card border border-line bg-surface">
        <TestList key={version ?? "draft"} flow={flow} version={version} canEdit={canEdit} />
      </div>
    </FlowPage>
  );
}
