import { useQuery } from "@tanstack/react-query";
import { environmentsQuery } from "@/api/flows";
import type { Environment } from "@/api/types";
import { t } from "@/i18n";
import { Badge } from "@/ui/badge";
import { buttonClass } from "@/ui/button";
import { CopyButton } from "@/ui/copy";
import { Field, Input } from "@/ui/field";
import { Card } from "@/ui/page";
import { QrCode } from "@/ui/qr";

/** The page with nothing but the assistant on it. */
export function ChatChannel({ flow, isPublished }: { flow: string; isPublished: boolean }) {
  const link = `${location.origin}/chat/${flow}`;
  const production = useQuery(environmentsQuery(flow)).data?.find((one) => one.name === "production");
  return (
    <Card title={t("Chat page")} aside={isPublished ? <Live production={production} /> : <Badge>{t("after the first publishing")}</Badge>}>
      {isPublished ? (
        <div className="flex flex-wrap gap-5 p-4">
          <div className="flex min-w-64 flex-1 flex-col gap-3">
            <p className="text-muted">{t("A page of its own, for everybody who can sign in. It works on phones too.")}</p>
            <Field label={t("Address")}>{(ids) => <Input {...ids} readOnly value={link} className="font-mono" onFocus={(event) => event.target.select()} />}</Field>
            <div className="flex flex-wrap gap-2">
              <a href={`/chat/${flow}`} target="_blank" rel="noreferrer" className={buttonClass("primary")}>
                {t("Open the chat page")}
              </a>
              <CopyButton text={link}>{t("Copy the link")}</CopyButton>
            </div>
          </div>
          <QrCode text={link} label={t("QR code of the chat page")} />
        </div>
      ) : (
        <p className="p-4 text-muted">{t("The page answers with the published version, and there is none yet.")}</p>
      )}
    </Card>
  );
}

/** Which version people get there. */
export function Live({ production }: { production: Environment | undefined }) {
  if (!production || production.version === null) return null;
  return (
    <span className="flex flex-wrap justify-end gap-1">
      <Badge tone="ok">{t("Production: version {version}", { version: production.version })}</Badge>
      {production.candidate && <Badge tone="wait">{t("{share} % try v{version}", { share: production.candidate.share, version: production.candidate.version })}</Badge>}
    </span>
  );
}
