import { useQuery } from "@tanstack/react-query";
import { sourceQuery } from "@/api/articles";
import { asProblem } from "@/api/http";
import type { Citation } from "@/api/types";
import { t } from "@/i18n";
import { day } from "@/lib/time";
import { ArticleText, OriginalLink } from "@/ui/article";
import { Dialog } from "@/ui/dialog";
import { ErrorNote, Loading, Note } from "@/ui/notice";

interface SourceDialogProps {
  message: string;
  citation: Citation & { n: number };
  onClose: () => void;
}

/** The article that an answer stands on, opened at the passage. Loaded when somebody wants to read one. */
export default function SourceDialog({ message, citation, onClose }: SourceDialogProps) {
  const article = useQuery(sourceQuery(message, citation.n));
  const isGone = article.isError && asProblem(article.error).status === 404;
  return (
    <Dialog title={article.data?.title ?? citation.title} shape="wide" scrolls onClose={onClose}>
      <div className="flex flex-col gap-3">
        {(article.data || citation.url) && (
          <p className="flex flex-wrap gap-x-3 text-xs text-muted empty:hidden">
            {article.data && <span>{t("As of {day}", { day: day(article.data.updated_at) })}</span>}
            <OriginalLink url={citation.url} />
          </p>
        )}
        {article.isPending && <Loading what={t("the article")} />}
        {article.isError && !isGone && <ErrorNote error={article.error} retry={() => void article.refetch()} />}
        {isGone && (
          <>
            <Note tone="info">{t("This article is not there any more. This is the passage that was used:")}</Note>
            <blockquote className="border-l-2 border-line-strong pl-2 break-words whitespace-pre-wrap">{citation.excerpt}</blockquote>
          </>
        )}
        {article.data && !article.data.blocks.some((block) => block.is_cited) && <Note tone="info">{t("The article has changed since: the passage that was used is not in it any more.")}</Note>}
        {article.data && <ArticleText article={article.data} under={2} />}
      </div>
    </Dialog>
  );
}
