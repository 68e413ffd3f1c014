import { useId } from "react";
import { useQuery } from "@tanstack/react-query";
import { flowsQuery } from "@/api/flows";
import { t } from "@/i18n";
import { type FieldIds, Input } from "@/ui/field";

interface FlowPickerProps {
  ids: FieldIds & { disabled: boolean };
  value: unknown;
  onChange: (value: unknown) => void;
}

/** A published flow by name. Another name may be typed: it may be published later, and the checks say when it is missing. */
export function FlowPicker({ ids, value, onChange }: FlowPickerProps) {
  const list = useId();
  const flows = useQuery(flowsQuery);
  const published = (flows.data ?? []).filter((flow) => flow.published !== null);
  const now = typeof value === "string" ? value : "";
  const chosen = flows.data?.find((flow) => flow.name === now);
  return (
    <div className="flex flex-col gap-1">
      <Input {...ids} className="font-mono" list={list} autoComplete="off" spellCheck={false} placeholder={t("name of a flow")} value={now} onChange={(event) => onChange(event.target.value || undefined)} />
      <datalist id={list}>
        {published.map((flow) => (
          <option key={flow.name} value={flow.name}>
            {flow.title || flow.name}
          </option>
        ))}
      </datalist>
      {flows.isSuccess && published.length === 0 && <p className="text-xs text-muted">{t("No flow is published yet. Publish the one that should run here.")}</p>}
      {flows.isSuccess && now !== "" && chosen?.published == null && <p className="text-xs text-warn">{chosen ? t("‘{flow}’ is not published yet.", { flow: now }) : t("There is no flow ‘{flow}’.", { flow: now })}</p>}
      {flows.isError && <p className="text-xs text-muted">{t("The list of flows could not be loaded; type the name.")}</p>}
    </div>
  );
}
