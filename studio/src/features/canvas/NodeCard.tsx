import { memo } from "react";
import { Link } from "@tanstack/react-router";
import { Handle, type NodeProps, Position } from "@xyflow/react";
import { Anchor, Check, CircleAlert, Flag, PowerOff, SquareArrowOutUpRight } from "lucide-react";
import { useEditor, useEditorState, useRun } from "@/editor/context";
import { useIsMoved, useNodeMark } from "@/editor/marks";
import { type StepStatus, stepOf } from "@/editor/runs/fold-events";
import { spoken } from "@/flow/describe";
import { TOOL_PORT } from "@/flow/agent-tools";
import { portWord } from "@/flow/port-words";
import { portY } from "@/flow/ports";
import { t } from "@/i18n";
import { cx } from "@/lib/cx";
import { KindTile } from "@/nodes/KindTile";
import { markWord } from "@/ui/diff-mark";
import { useConnecting } from "./connecting";
import { markFrame, NodeMark } from "./NodeMark";
import { standing, StatusMark } from "./StatusMark";
import { StepLine } from "./StepLine";
import { TrialMarks, useTrialWords } from "./TrialMarks";
import { type CardNode, type DrawnPort, IN } from "./rf";
import { useCard } from "./use-card";

/** Always 240 wide, 84 high and 24 more for each port after the second: the canvas never measures it. */
export const NodeCard = memo(function NodeCard({ id, data, selected, dragging }: NodeProps<CardNode>) {
  const { ports } = data;
  const editor = useEditor();
  const card = useCard(id, data.kind);
  const { is, kind, title, line, runs, tools, toolCount, isStop, pinned, found, errors, problems, codes, off } = card;
  const step = useRun((state) => stepOf(state.view, id));
  const label = spoken(id, title, card, [step && standing(step), tools !== null && toolWords(tools)].filter(Boolean).join(", "), problems);
  const startDone = useRun((state) => id === "start" && state.view?.startedAt != null);
  const status: StepStatus | "idle" = step?.status ?? (startDone ? "done" : "idle");
  const refused = useConnecting((state) => (state.from && state.from.node !== id ? state.targets?.get(id) : undefined));
  const trial = useTrialWords(id);
  const mark = useNodeMark(id);
  const moved = useIsMoved(id);
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the focus itself is the interaction
    <div
      // Arrows, Enter and the letters of the help belong to the editor; Tab comes here once and leaves again.
      role="group"
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={isStop ? 0 : -1}
      aria-label={[label, mark && markWord(mark.is, mark.count), ...trial].filter(Boolean).join(", ")}
      onFocus={(event) => {
        // By keyboard, to be there is to have chosen it; a click chooses by itself.
        if (editor.getState().active !== id && event.target.matches(":focus-visible")) editor.select([id]);
      }}
      data-node-id={id}
      data-node-kind={is}
      data-status={status}
      data-off={off || undefined}
      data-diff={mark?.is}
      className={cx(
        "relative flex h-full w-full flex-col gap-px rounded-card border bg-surface py-2 pr-3 pl-3 text-node outline-offset-2",
        selected ? "border-accent ring-2 ring-accent" : errors > 0 ? "border-danger" : "border-line-strong",
        status === "running" && "node-running",
        off && "border-dashed bg-sunken! text-muted",
        status === "skipped" && "node-skipped border-dashed",
        typeof refused === "string" && "opacity-35",
        refused === null && "outline-2 outline-accent outline-dashed",
        dragging && "shadow-float",
        found === false && "border-line! bg-sunken! text-muted",
        found && "ring-3 ring-warn",
        markFrame(mark),
      )}
    >
      <NodeMark mark={mark} moved={moved} />
      {is !== "start" && <Handle id={IN} type="target" position={Position.Left} isConnectableStart={false} data-port={`${id}.in`} data-side="in" className="port" style={{ top: 42 }} />}
      <div className="flex items-center gap-2">
        <KindTile kind={kind} />
        <span title={title} className="min-w-0 flex-1 truncate font-semibold">{title}</span>
        {off && <PowerOff size={13} className="shrink-0" aria-hidden />}
        {runs !== null && <OpenFlow flow={runs} />}
        {pinned && <Anchor size={12} className="shrink-0 text-muted" aria-label={t("keeps its place")} />}
        {!step && startDone && <Check size={14} className="text-ok" aria-hidden />}
      </div>
      <span className={cx("truncate font-mono text-xs leading-4 text-muted", ports.length > 1 && "pr-14")}>{id}</span>
      <StepLine step={step} line={line} isNarrow={ports.length > 1} />
      {step && <StatusMark step={step} />}
      {problems > 0 && (
        <span data-finding={codes} className={cx("absolute -bottom-2.5 left-3 inline-flex items-center gap-1 rounded-full px-1.5 text-xs leading-5 font-medium", errors > 0 ? "bg-danger-soft text-danger" : "bg-warn-soft text-warn")}>
          {errors > 0 ? <CircleAlert size={12} aria-hidden /> : <Flag size={12} aria-hidden />}
          {problems}
        </span>
      )}
      <TrialMarks id={id} />
      {ports.map((port, index) => (
        <OutPort key={port.name} node={id} port={port} top={portY(index, ports.length)} labelled={ports.length > 1} />
      ))}
      {tools !== null && <ToolPort node={id} tools={tools} count={toolCount} />}
    </div>
  );
});

/** Leads into the flow that a step runs; the header leads back. */
function OpenFlow({ flow }: { flow: string }) {
  const outer = useEditorState((state) => state.name);
  return (
    <Link
      to="/flows/$flow"
      params={{ flow }}
      search={{ from: outer }}
      tabIndex={-1}
      aria-label={t("Open the flow {flow}", { flow })}
      title={t("Open the flow {flow}", { flow })}
      className="nodrag flex size-6 shrink-0 items-center justify-center rounded-control text-accent hover:bg-accent-soft"
      onClick={(event) => event.stopPropagation()}
    >
      <SquareArrowOutUpRight size={14} aria-hidden />
    </Link>
  );
}

function OutPort({ node, port, top, labelled }: { node: string; port: DrawnPort; top: number; labelled: boolean }) {
  // Among ports that have names, the usual way on has a word too.
  const word = portWord(port.name, port.kind);
  return (
    <>
      {labelled && (
        <span
          className={cx("pointer-events-none absolute right-3 max-w-24 truncate text-xs leading-4", port.kind === "error" || port.broken ? "text-danger" : "text-muted")}
          style={{ top: top - 8 }}
        >
          {word}
        </span>
      )}
      <Handle
        id={port.name}
        type="source"
        position={Position.Right}
        isConnectableEnd={false}
        data-port={`${node}.${port.name}`}
        data-side="out"
        title={port.broken ? t("‘{port}’ is no port of this node any more", { port: port.name }) : word}
        className={cx("port", port.kind === "error" && "port-error", port.kind === "body" && "port-body", port.broken && "port-broken")}
        style={{ top }}
      />
    </>
  );
}

const toolWords = (tools: string) => (tools ? t("may use {tools}", { tools }) : t("uses no tools yet"));

/** Where a model's tools are: no way through the flow, so it is drawn apart from those. */
function ToolPort({ node, tools, count }: { node: string; tools: string; count: number }) {
  return (
    <>
      <span className="pointer-events-none absolute bottom-1 left-1/2 ml-3 text-xs leading-4 text-muted">{t("{count, plural, =0 {no tools} one {# tool} other {# tools}}", { count })}</span>
      <Handle
        id={TOOL_PORT}
        type="source"
        position={Position.Bottom}
        isConnectableEnd={false}
        data-port={`${node}${TOOL_PORT}`}
        data-side="tools"
        title={toolWords(tools)}
        className="port port-tools"
      />
    </>
  );
}
