import { Link } from "@tanstack/react-router";
import { FlaskConical, GitCompareArrows, History, type LucideIcon, Radio, Workflow } from "lucide-react";
import { t } from "@/i18n";

interface Tab {
  to: "/flows/$flow" | "/flows/$flow/runs" | "/flows/$flow/tests" | "/flows/$flow/versions" | "/flows/$flow/channels";
  label: string;
  icon: LucideIcon;
}

const tabs = (): Tab[] => [
  { to: "/flows/$flow", label: t("Canvas"), icon: Workflow },
  { to: "/flows/$flow/runs", label: t("Runs"), icon: History },
  { to: "/flows/$flow/tests", label: t("Tests"), icon: FlaskConical },
  { to: "/flows/$flow/versions", label: t("Versions"), icon: GitCompareArrows },
  { to: "/flows/$flow/channels", label: t("Channels"), icon: Radio },
];

/** The pages of one flow. On every one of them, so that none is a dead end. */
export function FlowTabs({ flow, compact = false }: { flow: string; compact?: boolean }) {
  return (
    <nav aria-label={t("Pages of this flow")} className={compact ? "flex min-w-0 items-center gap-0.5 overflow-x-auto" : "flex min-w-0 gap-1 overflow-x-auto border-b border-line"}>
      {tabs().map((tab) => (
        <Link
          key={tab.to}
          to={tab.to}
          params={{ flow }}
          activeOptions={{ exact: tab.to === "/flows/$flow", includeSearch: false }}
          className={
            compact
              ? "inline-flex h-7 shrink-0 items-center gap-1.5 rounded-control px-2 text-node text-muted -outline-offset-2 hover:bg-sunken hover:text-text aria-[current=page]:bg-sunken aria-[current=page]:font-medium aria-[current=page]:text-text"
              : "inline-flex h-10 shrink-0 items-center gap-2 border-b-2 border-transparent px-3 text-muted max-sm:px-2 -outline-offset-2 hover:text-text aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-text"
          }
        >
          {/* On a phone the five words fit, with their signs they do not. */}
          <tab.icon size={compact ? 14 : 16} aria-hidden className="max-sm:hidden" />
          {tab.label}
        </Link>
      ))}
    </nav>
  );
}
