import { useParams } from "@tanstack/react-router";
import { TestsPage } from "@/features/tests/TestsPage";
import { may } from "@/lib/may";
import { useMe } from "../use-me";

export function TestsRoute() {
  const { flow } = useParams({ from: "/app/flows/$flow/tests" });
  const me = useMe();
  return <TestsPage flow={flow} canEdit={may(me.permissions, "flows:write")} />;
}
