import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { kindsQuery } from "@/api/flows";
import type { Kinds } from "@/flow/connect";
import { known, t } from "@/i18n";
import { Badge } from "@/ui/badge";
import { Empty } from "@/ui/empty";
import { ErrorNote, Loading } from "@/ui/notice";
import { Page } from "@/ui/page";
import { FlowPicture } from "./FlowPicture";
import { type CheckPage, CODES, type Example, loadPage } from "./pages";

const NO_KINDS: Kinds = new Map();

/** One code of the check: what it means, and a wrong and a right flow beside each other. */
export function CheckHelp({ code }: { code: string }) {
  const page = useQuery({ queryKey: ["help", code], queryFn: () => loadPage(code), staleTime: Infinity });
  const listed = useQuery(kindsQuery);
  const kinds = listed.data ? new Map(listed.data.map((kind) => [kind.name, kind])) : NO_KINDS;
  const all = (
    <Link to="/help/checks" className="text-accent underline">
      {t("All codes")}
    </Link>
  );
  if (page.isPending) return <Page title={code}><Loading what={t("the page")} /></Page>;
  if (page.isError) return <Page title={code}><ErrorNote error={page.error} retry={() => void page.refetch()} /></Page>;
  if (!page.data) return <Page title={code}><Empty title={t("There is no code {code}", { code })} action={all}>{t("It may be of another version, or mistyped.")}</Empty></Page>;
  const { title, isError, explanation, wrong, right, cause, mend, node, language } = page.data;
  return (
    <Page title={`${code}: ${known(code, title)}`} lead={isError ? t("An error: the flow cannot be published with it.") : t("A warning: the flow can be published with it.")} actions={all}>
      <p lang={language} className="max-w-prose">{explanation}</p>
      <div className="grid gap-6 lg:grid-cols-2">
        {wrong && (
          <Shown example={wrong} kinds={kinds} wrong={node} title={t("Wrong")} tone="danger">
            <p lang={language}>
              <span className="font-medium">{sentence(cause)}</span> <span className="text-muted">{sentence(mend)}</span>
            </p>
          </Shown>
        )}
        {right && <Shown example={right} kinds={kinds} wrong={null} title={t("Right")} tone="ok" />}
      </div>
    </Page>
  );
}

interface ShownProps {
  example: Example;
  kinds: Kinds;
  wrong: string | null;
  title: string;
  tone: "danger" | "ok";
  children?: React.ReactNode;
}

function Shown({ example, kinds, wrong, title, tone, children }: ShownProps) {
  return (
    <section aria-label={title} className="flex min-w-0 flex-col gap-3">
      <h2>
        <Badge tone={tone}>{title}</Badge>
      </h2>
      {example.flow && <FlowPicture flow={example.flow} kinds={kinds} wrong={wrong} />}
      {children}
      <details open={!example.flow}>
        <summary className="cursor-pointer py-0.5 text-muted pointer-coarse:py-3">{t("The document")}</summary>
        <Code text={example.text} />
      </details>
      {example.around && (
        <details>
          <summary className="cursor-pointer py-0.5 text-muted pointer-coarse:py-3">{t("What there is around it")}</summary>
          <Code text={example.around} />
        </details>
      )}
    </section>
  );
}

function Code({ text }: { text: string }) {
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- who has no mouse scrolls it, too
    <pre tabIndex={0} className="mt-2 overflow-x-auto rounded-card bg-sunken p-3 font-mono text-xs">
      {text}
    </pre>
  );
}

/** The pages set names in `marks`; here they stand as they are. */
const sentence = (text: string) => text.replaceAll("`", "").replace(/^./, (letter) => letter.toUpperCase());

/** Every code, for who looks one up. */
export function CheckIndex() {
  const pages = useQuery({ queryKey: ["help"], queryFn: async () => (await Promise.all(CODES.map(loadPage))).filter((page): page is CheckPage => page !== null), staleTime: Infinity });
  return (
    <Page title={t("What the check says")} lead={t("Each finding has a code. Here is what it means, with a wrong and a right example.")}>
      {pages.isPending && <Loading what={t("the codes")} />}
      {pages.isError && <ErrorNote error={pages.error} retry={() => void pages.refetch()} />}
      <ul aria-label={t("Codes")} className="divide-y divide-line rounded-card border border-line bg-surface empty:hidden">
        {pages.data?.map(({ code, title, isError }) => (
          <li key={code}>
            <Link to="/help/checks/$code" params={{ code }} className="flex min-h-9 items-center gap-3 px-4 py-1.5 hover:bg-sunken focus-visible:-outline-offset-2 pointer-coarse:min-h-11">
              <span className="w-14 shrink-0 font-mono text-xs text-muted">{code}</span>
              <span className="min-w-0 flex-1">{known(code, title)}</span>
              <Badge tone={isError ? "danger" : "warn"}>{isError ? t("Error") : t("Warning")}</Badge>
            </Link>
          </li>
        ))}
      </ul>
    </Page>
  );
}
