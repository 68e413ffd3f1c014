import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { FilePlus, KeyRound, LifeBuoy } from "lucide-react";
import { t } from "@/i18n";
import { createFlow, flowsQuery, getDraft, putDraft } from "@/api/flows";
import { freshId } from "@/flow/ops";
import { ErrorNote } from "@/ui/notice";
import { Page } from "@/ui/page";
import { buttonClass, Spinner } from "@/ui/button";
import { Checklist } from "./Checklist";
import { passwordReset } from "./password-reset";

type Choice = "helpdesk" | "access" | "empty";

const CARDS: { id: Choice; title: string; text: string; icon: typeof LifeBuoy }[] = [
  { id: "helpdesk", title: t("IT helpdesk"), text: t("Answers from a knowledge base with its sources; makes a ticket when that does not help."), icon: LifeBuoy },
  { id: "access", title: t("Password reset & access"), text: t("Sorts out what is locked, explains the reset, and asks for the rest in a form."), icon: KeyRound },
  { id: "empty", title: t("Empty flow"), text: t("Start from nothing and draw your own."), icon: FilePlus },
];

/** First run: one click to a working assistant. */
export function WelcomePage() {
  const navigate = useNavigate();
  const client = useQueryClient();
  const flows = useQuery(flowsQuery);
  const choose = useMutation({
    mutationFn: async (choice: Choice) => {
      const names = (await client.fetchQuery(flowsQuery)).map((flow) => flow.name);
      if (choice === "helpdesk") {
        if (names.includes("it-helpdesk")) return "it-helpdesk";
        return (await createFlow({ name: "it-helpdesk", title: t("IT helpdesk"), template: "it-helpdesk" })).name;
      }
      const wish = choice === "access" ? "password_reset" : "my_flow";
      const name = freshId(names.map((other) => other.replaceAll("-", "_")), wish).replaceAll("_", "-");
      await createFlow({ name, title: choice === "access" ? t("Password reset & access") : t("My flow"), template: "blank" });
      if (choice === "access") {
        const draft = await getDraft(name);
        await putDraft(name, passwordReset(draft.data), draft.etag);
      }
      return name;
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
        {CARDS.map((card) => (
          <li key={card.id}>
            <button
              type="button"
              disabled={choose.isPending || flows.isPending}
              onClick={() => choose.mutate(card.id)}
              className={`flex h-full w-full flex-col gap-2 rounded-card border bg-surface p-5 text-left transition-colors duration-[120ms] hover:border-accent ${card.id === "helpdesk" ? "border-accent shadow-[0_0_0_1px_var(--accent)]" : "border-line-strong"}`}
            >
              <span className="flex items-center justify-between">
                <card.icon size={24} aria-hidden className="text-accent" />
                {choose.isPending && choose.variables === card.id ? <Spinner /> : card.id === "helpdesk" && <span className="text-xs font-medium text-accent">{t("Start here")}</span>}
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
