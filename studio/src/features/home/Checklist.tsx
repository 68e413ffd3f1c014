import { useState } from "react";
import { Link } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { Check } from "lucide-react";
import { t } from "@/i18n";
import { checklistQuery } from "@/api/admin";
import { flowsQuery } from "@/api/flows";
import { Button } from "@/ui/button";
import { Card } from "@/ui/page";
import { toast } from "@/ui/toast";
import { keep, recall } from "@/lib/storage";
import { cx } from "@/lib/cx";

const HIDDEN = "flowright.first-steps.hidden";

/** Four steps that tick themselves from what really happened. Never in the way; gone when all are done, or when one has enough of them. */
export function Checklist({ canHide = false }: { canHide?: boolean }) {
  const [hidden, setHidden] = useState(() => canHide && recall<boolean>(HIDDEN) === true);
  const state = useQuery(checklistQuery);
  const flows = useQuery(flowsQuery);
  if (!state.data || hidden) return null;
  const done = state.data;
  if (done.asked && done.model_connected && done.knowledge_added && done.published) return null;
  const flow = flows.data?.find((one) => one.name === "it-helpdesk")?.name ?? flows.data?.[0]?.name;
  const linked = "text-accent underline underline-offset-2";
  const steps = [
    {
      done: done.asked,
      title: t("Ask a question"),
      body: flow ? <Link to="/flows/$flow" params={{ flow }} search={{ panel: "run" }} className={linked}>{t("Open the test chat")}</Link> : <Link to="/welcome" className={linked}>{t("Choose a first flow")}</Link>,
    },
    { done: done.model_connected, title: t("Connect your model"), body: <Link to="/admin/$section" params={{ section: "models" }} className={linked}>{t("Enter its address and test it")}</Link> },
    { done: done.knowledge_added, title: t("Add your knowledge"), body: <Link to="/kb" className={linked}>{t("Drop a file into a base")}</Link> },
    {
      done: done.published,
      title: t("Publish"),
      body:
        done.published && flow ? (
          <a href={`/chat/${flow}`} className={linked}>{t("Open the chat page")}</a>
        ) : flow ? (
          <Link to="/flows/$flow" params={{ flow }} search={{ dialog: "publish" }} className={linked}>{t("Make it available to everybody")}</Link>
        ) : (
          t("after the first flow")
        ),
    },
  ];
  return (
    <Card title={t("First steps")} aside={
        <span className="flex items-center gap-3">
          <span className="text-muted">{t("{done} of {count}", { done: steps.filter((step) => step.done).length, count: steps.length })}</span>
          {canHide && (
            <Button
              size="sm"
              look="ghost"
              onClick={() => {
                keep(HIDDEN, true);
                setHidden(true);
                toast(t("The first steps stay under Help in the editor."));
              }}
            >
              {t("Hide")}<span className="sr-only"> {t("the first steps")}</span>
            </Button>
          )}
        </span>
      }
    >
      <ol className="grid gap-3 p-4 sm:grid-cols-2 lg:grid-cols-4">
        {steps.map((step, index) => (
          <li key={step.title} className="flex gap-2.5">
            <span aria-hidden className={cx("flex size-6 shrink-0 items-center justify-center rounded-full border text-xs", step.done ? "border-ok bg-ok-soft text-ok" : "border-line-strong text-muted")}>
              {step.done ? <Check size={14} /> : index + 1}
            </span>
            <div>
              <p className="font-medium">
                {step.title}
                {step.done && <span className="sr-only"> {t("(done)")}</span>}
              </p>
              <p className="text-node text-muted">{step.body}</p>
            </div>
          </li>
        ))}
      </ol>
    </Card>
  );
}
