import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { ComparePage } from "@/features/runs/ComparePage";
import { knownRun } from "@/features/runs/filter";

export function CompareRoute() {
  const { flow } = useParams({ from: "/app/flows/$flow/runs/compare" });
  const { a, b } = useSearch({ from: "/app/flows/$flow/runs/compare" });
  const navigate = useNavigate();
  return <ComparePage flow={flow} a={knownRun(a)} b={knownRun(b)} onChoose={(search) => void navigate({ to: "/flows/$flow/runs/compare", params: { flow }, search, replace: true })} />;
}
