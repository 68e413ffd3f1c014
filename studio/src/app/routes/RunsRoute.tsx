import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { knownFilter } from "@/features/runs/filter";
import { RunsPage } from "@/features/runs/RunsPage";

export function RunsRoute() {
  const { flow } = useParams({ from: "/app/flows/$flow/runs" });
  const search = useSearch({ from: "/app/flows/$flow/runs" });
  const navigate = useNavigate();
  return <RunsPage flow={flow} filter={knownFilter(search)} onFilter={(filter) => void navigate({ to: "/flows/$flow/runs", params: { flow }, search: filter, replace: true })} />;
}
