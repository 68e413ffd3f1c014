import { type FormEvent, useState } from "react";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { duration } from "@/lib/time";
import { number } from "@/i18n/format";
import { t } from "@/i18n";
import { askBase } from "@/api/kb";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { Input } from "@/ui/field";
import { ErrorNote } from "@/ui/notice";
import { Card } from "@/ui/page";

const took = (found: Awaited<ReturnType<typeof askBase>>) => ({ count: found.data.length, time: duration(found.meta.took_ms) });

/** What a flow would find for a question, with scores. */
export function AskBase({ base }: { base: string }) {
  const [question, setQuestion] = useState("");
  const ask = useMutation({ mutationFn: (q: string) => askBase(base, q) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (question.trim()) ask.mutate(question.trim());
  };
  return (
    <Card title={t("Ask the base")} className="self-start">
      <form onSubmit={submit} className="flex gap-2 p-4">
        <Input aria-label={t("Question")} placeholder={t("My VPN does not connect")} value={question} onChange={(event) => setQuestion(event.target.value)} />
        <Button type="submit" busy={ask.isPending}>
          {t("Ask")}
        </Button>
      </form>
      <div aria-live="polite" className="flex flex-col gap-3 px-4 pb-4 empty:hidden">
        {ask.error && <ErrorNote error={ask.error} />}
        {ask.data && (
          <p className="text-xs text-muted">
            {ask.data.meta.mode === "hybrid"
              ? t("{count, plural, one {# passage} other {# passages}} in {time}, by words and by meaning", took(ask.data))
              : t("{count, plural, one {# passage} other {# passages}} in {time}, by words", took(ask.data))}
          </p>
        )}
        {ask.data?.data.length === 0 && <p>{t("Nothing in this base fits. An assistant would say so rather than guess.")}</p>}
        {ask.data?.data.map((hit, index) => (
          <article key={hit.id} className="border-t border-line pt-3">
            <h3 className="flex items-baseline justify-between gap-2 font-medium">
              <span className="min-w-0 break-words">
                {index + 1}.{" "}
                <Link to="/kb/$base/articles/$id" params={{ base: hit.base, id: hit.document_id }} search={{ passage: hit.excerpt }} className="text-accent hover:underline">
                  {hit.title}
                </Link>
              </span>
              <Badge>{number(hit.score, { minimumFractionDigits: 2, maximumFractionDigits: 2 })}</Badge>
            </h3>
            {hit.section && <p className="text-xs text-muted">{hit.section}</p>}
            <p className="break-words whitespace-pre-wrap">{hit.excerpt}</p>
          </article>
        ))}
      </div>
    </Card>
  );
}
