import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { articleQuery } from "@/api/articles";
import { t } from "@/i18n";
import { day } from "@/lib/time";
import { ArticleText, OriginalLink } from "@/ui/article";
import { ErrorNote, Loading } from "@/ui/notice";
import { Page } from "@/ui/page";

interface ArticlePageProps {
  base: string;
  id: string;
  /** Words of it, which are marked. */
  passage?: string;
}

/** A document of a base as it was read: what the assistants answer from. */
export function ArticlePage({ base, id, passage }: ArticlePageProps) {
  const article = useQuery(articleQuery(base, id, passage));
  const back = (
    <Link to="/kb/$base" params={{ base }} className="text-accent underline">
      {base}
    </Link>
  );
  if (article.isPending) return <Loading what={t("the article")} />;
  if (article.isError) {
    return (
      <Page title={t("Article")} lead={back}>
        <ErrorNote error={article.error} retry={() => void article.refetch()} />
      </Page>
    );
  }
  const { title, updated_at, url } = article.data;
  return (
    <Page
      title={title}
      lead={
        <span className="flex flex-wrap gap-x-3">
          {back}
          <span>{t("As of {day}", { day: day(updated_at) })}</span>
          <OriginalLink url={url} />
        </span>
      }
    >
      <div className="max-w-[72ch]">
        <ArticleText article={article.data} under={1} />
      </div>
    </Page>
  );
}
