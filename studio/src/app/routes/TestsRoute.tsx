import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { TestsPage } from "@/features/tests/TestsPage";
import { may } from "@/lib/may";
import { useMe } from "../use-me";

export function TestsRoute() {
  const { flow } = useParams({ from: "/app/flows/$flow/tests" });
  const { version } = useSearch({ from: "/app/flows/$flow/tests" });
  const navigate = useNavigate();
  const me = useMe();
  return (
    <TestsPage
      flow={flow}
      canEdit={may(me.permissions, "flows:write")}
      version={version}
      onVersion={(chosen) => void navigate({ to: "/flows/$flow/tests", params: { flow }, search: { version: chosen }, replace: true })}
    />
  );
}
