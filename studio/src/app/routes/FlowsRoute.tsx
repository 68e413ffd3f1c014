import { useNavigate, useSearch } from "@tanstack/react-router";
import { FlowsPage } from "@/features/flows/FlowsPage";
import { SORTS } from "@/features/flows/listing";
import { useMay } from "../use-me";

export function FlowsRoute() {
  const search = useSearch({ from: "/app/flows" });
  const navigate = useNavigate();
  return (
    <FlowsPage
      canWrite={useMay("flows:write")}
      canSeeRuns={useMay("runs:read")}
      q={search.q ?? ""}
      sort={SORTS.find((one) => one === search.sort) ?? "changed"}
      onList={({ q, sort }) => void navigate({ to: "/flows", search: { q: q || undefined, sort: sort === "changed" ? undefined : sort }, replace: true })}
    />
  );
}
