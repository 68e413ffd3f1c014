import { useQuery } from "@tanstack/react-query";
import { getDraft, getVersion } from "@/api/flows";
import { t } from "@/i18n";
import { Loading } from "@/ui/notice";
import { Card } from "@/ui/page";
import { Snippet } from "@/ui/copy";
import { runCommand, signInCommand } from "./commands";

/** For programs: the same flow, started over HTTP. */
export function ApiChannel({ flow, version }: { flow: string; version: number | null }) {
  // The input of what runs, not of what is being drawn.
  const document = useQuery({
    queryKey: ["flows", flow, "input-of", version ?? "draft"],
    queryFn: async () => (version === null ? (await getDraft(flow)).data : (await getVersion(flow, version)).document),
  });
  return (
    <Card
      title={t("API")}
      aside={
        <a href="/api/openapi.json" target="_blank" rel="noreferrer" className="text-accent underline underline-offset-2">
          {t("The whole API (OpenAPI)")}
        </a>
      }
    >
      <div className="flex flex-col gap-3 p-4">
        <p className="text-muted">{t("A program signs in as somebody of this organisation and starts the flow; what it may do follows from that person’s role.")}</p>
        <Snippet label={t("Sign in")} text={signInCommand(location.origin)} />
        {document.isPending ? <Loading what={t("the flow")} /> : <Snippet label={t("Start a run and wait for it")} text={runCommand(location.origin, flow, document.data?.input)} />}
        {version === null && <p className="text-muted">{t("It works once the flow is published.")}</p>}
      </div>
    </Card>
  );
}
