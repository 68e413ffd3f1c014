import { Link } from "@tanstack/react-router";
import { CircleAlert, Keyboard, List, MessagesSquare, PanelLeft, Play, Search, Workflow } from "lucide-react";
import { command } from "@/editor/commands/all";
import { useEditorState, useTools } from "@/editor/context";
import { clock } from "@/lib/time";
import { Badge } from "@/ui/badge";
import { Button, buttonClass, IconButton } from "@/ui/button";

interface HeaderProps {
  onPalette: (() => void) | null;
  published: number | null;
}

export function Header({ onPalette, published }: HeaderProps) {
  const tools = useTools();
  const name = useEditorState((state) => state.name);
  const title = useEditorState((state) => state.doc.flow.title || state.name);
  const view = useEditorState((state) => state.view);
  const readOnly = useEditorState((state) => state.readOnly);
  const errors = useEditorState((state) => state.findings.filter((finding) => finding.severity === "error").length);
  const problems = useEditorState((state) => state.findings.length);
  const perform = (id: string) => command(id)?.perform(tools);
  return (
    <header className="flex min-h-12 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line bg-surface px-3 py-1">
      {onPalette && (
        <IconButton size="sm" label="Add a node" onClick={onPalette}>
          <PanelLeft size={16} aria-hidden />
        </IconButton>
      )}
      <h1 className="min-w-0 truncate text-[16px] leading-6 font-semibold">{title}</h1>
      {published === null ? <Badge>draft</Badge> : <Badge tone="ok">v{published}</Badge>}
      <SaveState />
      <span className="flex-1" />
      <IconButton size="sm" label={view === "canvas" ? "Outline" : "Canvas"} onClick={() => perform("outline")}>
        {view === "canvas" ? <List size={16} aria-hidden /> : <Workflow size={16} aria-hidden />}
      </IconButton>
      <IconButton size="sm" label="Find in this flow" onClick={() => perform("find")}>
        <Search size={16} aria-hidden />
      </IconButton>
      <IconButton size="sm" label="Keyboard help" onClick={() => perform("help")} className="max-md:hidden">
        <Keyboard size={16} aria-hidden />
      </IconButton>
      <Link to="/flows/$flow/runs" params={{ flow: name }} className={buttonClass("ghost", "sm")}>
        Runs
      </Link>
      {published !== null && (
        <a href={`/chat/${name}`} target="_blank" rel="noreferrer" className={buttonClass("ghost", "sm")}>
          <MessagesSquare size={15} aria-hidden /> <span className="max-lg:sr-only">Chat page</span>
        </a>
      )}
      <Button size="sm" look="ghost" onClick={() => perform("problems")} className={errors > 0 ? "text-danger!" : ""}>
        <CircleAlert size={15} aria-hidden /> {problems}
        <span className="sr-only"> problems</span>
      </Button>
      {!readOnly && (
        <>
          <Button size="sm" onClick={() => perform("run")}>
            <Play size={14} aria-hidden /> Run
          </Button>
          <Button size="sm" look="primary" onClick={() => perform("publish")}>
            Publish
          </Button>
        </>
      )}
    </header>
  );
}

function SaveState() {
  const { editor } = useTools();
  const save = useEditorState((state) => state.save);
  const readOnly = useEditorState((state) => state.readOnly);
  if (readOnly) return null;
  if (save.state === "conflict") {
    return (
      <button type="button" data-save-state="conflict" className="text-xs font-medium text-danger underline" onClick={() => editor.open({ is: "conflict" })}>
        Conflict: choose
      </button>
    );
  }
  const words = {
    saved: save.at ? `Saved ${clock(save.at)}` : "Saved",
    saving: "Saving…",
    offline: save.message ? `Not saved: ${save.message}` : `Offline, ${save.pending} ${save.pending === 1 ? "change" : "changes"} kept here`,
  };
  return (
    <span data-save-state={save.state} role="status" className={`min-w-0 truncate text-xs ${save.state === "offline" ? "text-warn" : "text-muted"}`}>
      {words[save.state]}
      {save.state !== "offline" && save.message && ` · ${save.message}`}
    </span>
  );
}
