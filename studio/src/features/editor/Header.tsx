import type { ReactNode } from "react";
import { Link, useSearch } from "@tanstack/react-router";
import { ChevronRight, CircleAlert, CircleCheck, Download, Keyboard, List, Play, Plus, Search, Workflow } from "lucide-react";
import { Rich } from "@/ui/rich";
import { t, term } from "@/i18n";
import { command } from "@/editor/commands/all";
import { useEditorState, useTools } from "@/editor/context";
import { Badge } from "@/ui/badge";
import { Button, IconButton } from "@/ui/button";
import { FlowTabs } from "@/ui/flow-tabs";
import { SaveState } from "./SaveState";

interface HeaderProps {
  /** Which of the flow’s drafts is open. */
  picker: ReactNode;
  /** What is worth knowing about test runs, beside the problems. */
  marks?: ReactNode;
  onPalette: (() => void) | null;
  published: number | null;
  /** Where only the outline has room, there is no canvas to switch to. */
  canSwitch: boolean;
}

export function Header({ picker, marks, onPalette, published, canSwitch }: HeaderProps) {
  const tools = useTools();
  const name = useEditorState((state) => state.name);
  const title = useEditorState((state) => state.doc.flow.title || state.name);
  const view = useEditorState((state) => state.view);
  const readOnly = useEditorState((state) => state.readOnly);
  const branch = useEditorState((state) => state.branch);
  const { from } = useSearch({ strict: false }) as { from?: string };
  const perform = (id: string) => command(id)?.perform(tools);
  return (
    <header className="flex min-h-12 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line bg-surface px-3 py-1">
      <div className="flex min-w-0 flex-1 basis-80 items-center gap-2 max-md:basis-full">
        {from && (
          <>
            <Link to="/flows/$flow" params={{ flow: from }} title={t("Back to the flow that runs this one")} className="max-w-40 truncate text-accent hover:underline">
              {from}
            </Link>
            <ChevronRight size={14} aria-hidden className="shrink-0 text-muted" />
          </>
        )}
        <h1 className="min-w-16 truncate text-[16px] leading-6 font-semibold">{title}</h1>
        {published !== null && <Badge tone="ok">v{published}</Badge>}
        {picker}
        <SaveState />
      </div>
      <FlowTabs flow={name} compact />
      <div className="flex items-center gap-1 max-md:flex-1">
        {onPalette && (
          <IconButton size="sm" label={t("Add a node")} onClick={onPalette}>
            <Plus size={16} aria-hidden />
          </IconButton>
        )}
        {canSwitch && (
          <IconButton size="sm" label={view === "canvas" ? t("Outline") : t("Canvas")} onClick={() => perform("outline")}>
            {view === "canvas" ? <List size={16} aria-hidden /> : <Workflow size={16} aria-hidden />}
          </IconButton>
        )}
        <IconButton size="sm" label={t("Find in this flow")} onClick={() => perform("find")}>
          <Search size={16} aria-hidden />
        </IconButton>
        {!readOnly && (
          <IconButton size="sm" label={t("Export as a file")} onClick={() => perform("export")} className="max-md:hidden">
            <Download size={16} aria-hidden />
          </IconButton>
        )}
        <IconButton size="sm" label={t("Keyboard help")} onClick={() => perform("help")} className="pointer-coarse:hidden">
          <Keyboard size={16} aria-hidden />
        </IconButton>
        {marks}
        <Problems />
      </div>
      {!readOnly && (
        <div className="flex items-center gap-2">
          <Button size="sm" onClick={() => perform("run")}>
            <Play size={14} aria-hidden /> {term("Run", "to start it")}
          </Button>
          {branch === null && (
            <Button size="sm" look="primary" onClick={() => perform("publish")}>
              {t("Publish")}
            </Button>
          )}
        </div>
      )}
    </header>
  );
}

function Problems() {
  const tools = useTools();
  const errors = useEditorState((state) => state.findings.filter((finding) => finding.severity === "error").length);
  const problems = useEditorState((state) => state.findings.length);
  return (
    <Button
      size="sm"
      look="ghost"
      title={problems === 0 ? t("No problems") : t("{count, plural, one {# problem} other {# problems}}", { count: problems })}
      onClick={() => command("problems")?.perform(tools)}
      className={errors > 0 ? "text-danger!" : problems > 0 ? "text-warn!" : ""}
    >
      {problems === 0 ? <CircleCheck size={15} aria-hidden className="text-ok" /> : <CircleAlert size={15} aria-hidden />}
      <Rich text={t("{count, plural, one {#<words> problem</words>} other {#<words> problems</words>}}", { count: problems })} parts={{ words: (words) => <span className="sr-only">{words}</span> }} />
    </Button>
  );
}
