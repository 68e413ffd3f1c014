import { KnowledgePage } from "@/features/knowledge/KnowledgePage";
import { useMay } from "../use-me";

export function KnowledgeRoute() {
  return <KnowledgePage canWrite={useMay("kb:write")} />;
}
