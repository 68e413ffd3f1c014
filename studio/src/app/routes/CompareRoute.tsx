import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { ComparePage } from "@/features/runs/ComparePage";

export function CompareRoute() {
  const { flow } = useParams({ from: "/app/flows/$flow/runs/compare" });
  const { a, b } = useSearch({ from: "/app/flows/$flow/runs/compare" });
  const navigate = useNavigate();
  return <ComparePage flow={flow} a={a} b={b} onChoose={(search) => void navigate({ to: "/flows/$flow/runs/compare", params: { flow }, search, replace: true })} />;
}
