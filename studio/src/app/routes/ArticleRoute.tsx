import { useParams, useSearch } from "@tanstack/react-router";
import { ArticlePage } from "@/features/knowledge/ArticlePage";

export function ArticleRoute() {
  const { base, id } = useParams({ from: "/app/kb/$base/articles/$id" });
  const { passage } = useSearch({ from: "/app/kb/$base/articles/$id" });
  return <ArticlePage key={id} base={base} id={id} passage={passage} />;
}
