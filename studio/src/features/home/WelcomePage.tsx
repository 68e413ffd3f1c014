import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { FilePlus, KeyRound, LifeBuoy, type LucideIcon } from "lucide-react";
import { t } from "@/i18n";
import { flowsQuery } from "@/api/flows";
import { freshId } from "@/flow/ops";
import { createFrom, type Template, TEMPLATES, type TemplateId } from "@/lib/templates";
import { ErrorNote } from "@/ui/notice";
import { Page } from "@/ui/page";
import { buttonClass, Spinner } from "@/ui/button";
import { Checklist } from "./Checklist";

const ICONS: Record<TemplateId, LucideIcon> = { "it-helpdesk": LifeBuoy, access: KeyRound, blank: FilePlus };

/** First run: one click to a working assistant. */
export function WelcomePage() {
  const navigate = useNavigate();
  const client = useQueryClient();
  const flows = useQuery(flowsQuery);
  const choose = useMutation({
    mutationFn: async ({ id, title }: Template) => {
      const names = (await client.fetchQuery(flowsQuery)).map((flow) => flow.name);
      if (id === "it-helpdesk" && names.includes(id)) return id;
      const wish = id === "access" ? "password_reset" : "my_flow";
      const name = id === "it-helpdesk" ? id : freshId(names.map((other) => other.replaceAll("-", "_")), wish).replaceAll("_", "-");
      return createFrom(id, { name, title: id === "blank" ? t("My flow") : title });
    },
    onSuccess: (flow) => {
      void client.invalidateQueries({ queryKey: ["flows"] });
      void navigate({ to: "/flows/$flow", params: { flow }, search: { panel: "run" } });
    },
  });
  return (
    <Page
      title={t("What should it help with?")}
      lead={t("One click gives you a working assistant. Everything can be changed afterwards.")}
      actions={
        <Link to="/" className={buttonClass("ghost")}>
          {t("Skip this")}
        </Link>
      }
    >
      {choose.isError && <ErrorNote error={choose.error} />}
      <ul className="grid gap-4 sm:grid-cols-3">
        {TEMPLATES.map((card) => (
          <li key={card.id}>
            <button
              type="button"
              disabled={choose.isPending || flows.isPending}
              onClick={() => choose.mutate(card)}
              className={`flex h-full w-full flex-col gap-2 rounded-card border bg-surface p-5 text-left transition-colors duration-[120ms] hover:border-accent ${card.id === "it-helpdesk" ? "border-accent shadow-[0_0_0_1px_var(--accent)]" : "border-line-strong"}`}
            >
              <span className="flex items-center justify-between">
                <Icon of={card.id} />
                {choose.isPending && choose.variables.id === card.id ? <Spinner /> : card.id === "it-helpdesk" && <span className="text-xs font-medium text-accent">{t("Start here")}</span>}
              </span>
              <span className="text-[16px] leading-6 font-semibold">{card.title}</span>
              <span className="text-muted">{card.text}</span>
            </button>
          </li>
        ))}
      </ul>
      <p className="max-w-prose text-muted">
        {t("No model is needed to begin: until you connect one, a built-in offline model answers by quoting the best passages it finds, and says so.")}
      </p>
      <Checklist />
    </Page>
  );
}

function Icon({ of }: { of: TemplateId }) {
  const Sign = ICONS[of];
  return <Sign size={24} aria-hidden className="text-accent" />;
}
