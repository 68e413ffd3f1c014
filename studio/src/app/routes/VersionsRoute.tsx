import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { flowQuery } from "@/api/flows";
import { HistoryPage } from "@/features/versions/HistoryPage";
import { Loading } from "@/ui/notice";
import { t } from "@/i18n";
import { CompareScreen } from "../versions/CompareScreen";

/** The history of a flow; with two states in the address, what lies between them. */
export function VersionsRoute() {
  const { flow } = useParams({ from: "/app/flows/$flow/versions" });
  const { base, head, moved } = useSearch({ from: "/app/flows/$flow/versions" });
  const navigate = useNavigate();
  // Half a pair is completed with what one most likely means: the newest version, the draft.
  const about = useQuery({ ...flowQuery(flow), enabled: head !== undefined && base === undefined });
  if (base === undefined && head === undefined) return <HistoryPage flow={flow} />;
  if (base === undefined && about.isPending) return <Loading what={t("versions")} />;
  return (
    <CompareScreen
      flow={flow}
      base={base ?? String(about.data?.published?.version ?? "draft")}
      head={head ?? "draft"}
      moved={moved ?? false}
      onChange={(search) => void navigate({ to: "/flows/$flow/versions", params: { flow }, search, replace: true })}
    />
  );
}
