import { ToolsPage } from "@/features/tools/ToolsPage";
import { useMay } from "../use-me";

export function ToolsRoute() {
  return <ToolsPage canWrite={useMay("tools:write")} />;
}
