import { useParams } from "@tanstack/react-router";
import { BasePage } from "@/features/knowledge/BasePage";
import { useMay } from "../use-me";

export function BaseRoute() {
  const { base } = useParams({ from: "/app/kb/$base" });
  return <BasePage key={base} name={base} canWrite={useMay("kb:write")} />;
}
