import { useState } from "react";
import { Link } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { channelsQuery } from "@/api/channels";
import { environmentsQuery, versionsQuery } from "@/api/flows";
import type { Environment, Version } from "@/api/types";
import { t } from "@/i18n";
import { widgetSnippet } from "@/lib/widget-snippet";
import { Button, buttonClass } from "@/ui/button";
import { CopyButton, Snippet } from "@/ui/copy";
import { Dialog } from "@/ui/dialog";
import { Field, Input } from "@/ui/field";
import { QrCode } from "@/ui/qr";
import { Rich } from "@/ui/rich";
import { environmentTitle } from "./choices";
import { MoveDialog } from "./MoveDialog";
import { Results } from "./Results";

/** The reward: where people reach it, and where it may go next. */
export function Published({ flow, published, onClose }: { flow: string; published: Version; onClose: () => void }) {
  const { version, commit } = published;
  const link = `${location.origin}/chat/${flow}`;
  const widget = useQuery(channelsQuery(flow)).data?.data.widget;
  const toChannels = (words: string) => (
    <Link to="/flows/$flow/channels" params={{ flow }} className="text-accent underline underline-offset-2">
      {words}
    </Link>
  );
  return (
    <Dialog title={t("Published as version {version}", { version })} shape="wide" onClose={onClose} footer={<Button onClick={onClose}>{t("Done")}</Button>}>
      <div className="flex flex-col gap-5">
        <div className="flex flex-wrap gap-5">
          <div className="flex min-w-64 flex-1 flex-col gap-3">
            <Field label={t("The chat page, for everybody who can sign in")}>{(ids) => <Input {...ids} readOnly value={link} className="font-mono" onFocus={(event) => event.target.select()} />}</Field>
            <div className="flex flex-wrap gap-2">
              <a href={`/chat/${flow}`} target="_blank" rel="noreferrer" className={buttonClass("primary")}>
                {t("Open the chat page")}
              </a>
              <CopyButton text={link}>{t("Copy the link")}</CopyButton>
            </div>
            <p className="text-muted">{toChannels(t("All channels of this flow"))}</p>
          </div>
          <QrCode text={link} label={t("QR code of the chat page")} />
        </div>
        {widget && (
          <section>
            <h3 className="mb-1 font-semibold">{t("On websites")}</h3>
            {widget.enabled && widget.public_id ? (
              <Snippet label={t("Snippet for websites")} text={widgetSnippet(location.origin, { ...widget, public_id: widget.public_id })} />
            ) : (
              <p className="text-muted">
                <Rich text={t("It can answer in the corner of other pages as well. <channels>Put it on a page of yours</channels>.")} parts={{ channels: toChannels }} />
              </p>
            )}
          </section>
        )}
        <NextSteps flow={flow} version={version} />
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-node text-muted">
          <Results flow={flow} version={published} />
          {commit && <span>{t("Commit {commit}", { commit: commit.slice(0, 10) })}</span>}
        </div>
      </div>
    </Dialog>
  );
}

/** Dev → staging → production: what has it already, and what can be moved now. */
function NextSteps({ flow, version }: { flow: string; version: number }) {
  const environments = useQuery(environmentsQuery(flow));
  const versions = useQuery(versionsQuery(flow));
  const [moved, setMoved] = useState<Environment | null>(null);
  if (!environments.data) return null;
  return (
    <section>
      <h3 className="mb-2 font-semibold">{t("Where it runs")}</h3>
      <ol className="flex flex-wrap gap-2">
        {environments.data.map((one) => (
          <li key={one.name} className="flex min-w-40 flex-1 flex-col items-start gap-1 rounded-card border border-line px-3 py-2">
            <span className="font-medium">{environmentTitle(one.name)}</span>
            {one.version === version ? (
              <span className="text-ok">{t("✓ has version {version}", { version })}</span>
            ) : (
              <>
                <span className="text-muted">{one.version === null ? t("nothing yet") : t("has version {version}", { version: one.version })}</span>
                <Button size="sm" aria-label={t("Promote to {environment}", { environment: environmentTitle(one.name) })} onClick={() => setMoved(one)}>
                  {t("Promote")}
                </Button>
              </>
            )}
          </li>
        ))}
      </ol>
      {moved && <MoveDialog flow={flow} environment={moved} versions={versions.data ?? []} wanted={version} onClose={() => setMoved(null)} />}
    </section>
  );
}
