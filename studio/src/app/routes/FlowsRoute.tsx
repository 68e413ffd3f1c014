import { FlowsPage } from "@/features/flows/FlowsPage";
import { useMay } from "../use-me";

export function FlowsRoute() {
  return <FlowsPage canWrite={useMay("flows:write")} />;
}
