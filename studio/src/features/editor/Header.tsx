import { Link } from "@tanstack/react-router";
import { CircleAlert, CircleCheck, History, Keyboard, List, MessagesSquare, Play, Plus, Search, Workflow } from "lucide-react";
import { command } from "@/editor/commands/all";
import { useEditorState, useTools } from "@/editor/context";
import { count } from "@/flow/describe";
import { clock } from "@/lib/time";
import { Badge } from "@/ui/badge";
import { Button, buttonClass, IconButton } from "@/ui/button";

interface HeaderProps {
  onPalette: (() => void) | null;
  published: number | null;
  /** Where only the outline has room, there is no canvas to switch to. */
  canSwitch: boolean;
}

export function Header({ onPalette, published, canSwitch }: HeaderProps) {
  const tools = useTools();
  const name = useEditorState((state) => state.name);
  const title = useEditorState((state) => state.doc.flow.title || state.name);
  const view = useEditorState((state) => state.view);
  const readOnly = useEditorState((state) => state.readOnly);
  const perform = (id: string) => command(id)?.perform(tools);
  return (
    <header className="flex min-h-12 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line bg-surface px-3 py-1">
      <div className="flex min-w-0 flex-1 items-center gap-2 max-md:basis-full">
        <h1 className="min-w-0 truncate text-[16px] leading-6 font-semibold">{title}</h1>
        {published === null ? <Badge>draft</Badge> : <Badge tone="ok">v{published}</Badge>}
        <SaveState />
      </div>
      <div className="flex items-center gap-1 max-md:flex-1">
        {onPalette && (
          <IconButton size="sm" label="Add a node" onClick={onPalette}>
            <Plus size={16} aria-hidden />
          </IconButton>
        )}
        {canSwitch && (
          <IconButton size="sm" label={view === "canvas" ? "Outline" : "Canvas"} onClick={() => perform("outline")}>
            {view === "canvas" ? <List size={16} aria-hidden /> : <Workflow size={16} aria-hidden />}
          </IconButton>
        )}
        <IconButton size="sm" label="Find in this flow" onClick={() => perform("find")}>
          <Search size={16} aria-hidden />
        </IconButton>
        <IconButton size="sm" label="Keyboard help" onClick={() => perform("help")} className="pointer-coarse:hidden">
          <Keyboard size={16} aria-hidden />
        </IconButton>
        <Link to="/flows/$flow/runs" params={{ flow: name }} title="Runs" className={buttonClass("ghost", "sm")}>
          <History size={15} aria-hidden /> <span className="max-lg:sr-only">Runs</span>
        </Link>
        {published !== null && (
          <a href={`/chat/${name}`} target="_blank" rel="noreferrer" title="Chat page" className={buttonClass("ghost", "sm")}>
            <MessagesSquare size={15} aria-hidden /> <span className="max-lg:sr-only">Chat page</span>
          </a>
        )}
        <Problems />
      </div>
      {!readOnly && (
        <div className="flex items-center gap-2">
          <Button size="sm" onClick={() => perform("run")}>
            <Play size={14} aria-hidden /> Run
          </Button>
          <Button size="sm" look="primary" onClick={() => perform("publish")}>
            Publish
          </Button>
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
      title={problems === 0 ? "No problems" : count(problems, "problem")}
      onClick={() => command("problems")?.perform(tools)}
      className={errors > 0 ? "text-danger!" : problems > 0 ? "text-warn!" : ""}
    >
      {problems === 0 ? <CircleCheck size={15} aria-hidden className="text-ok" /> : <CircleAlert size={15} aria-hidden />} {problems}
      <span className="sr-only"> problems</span>
    </Button>
  );
}

function SaveState() {
  const { editor } = useTools();
  const save = useEditorState((state) => state.save);
  const readOnly = useEditorState((state) => state.readOnly);
  if (readOnly) return null;
  if (save.state === "conflict") {
    return (
      <button type="button" data-save-state="conflict" className="text-xs font-medium whitespace-nowrap text-danger underline" onClick={() => editor.open({ is: "conflict" })}>
        Conflict: choose
      </button>
    );
  }
  const words = {
    saved: save.at ? `Saved ${clock(save.at)}` : "Saved",
    saving: "Saving…",
    offline: save.message ? `Not saved: ${save.message}` : `Offline, ${count(save.pending, "change")} kept here`,
  };
  const said = `${words[save.state]}${save.state !== "offline" && save.message ? ` · ${save.message}` : ""}`;
  return (
    <span data-save-state={save.state} role="status" title={said} className={`min-w-12 truncate text-xs ${save.state === "offline" ? "text-warn" : "text-muted"}`}>
      {said}
    </span>
  );
}
