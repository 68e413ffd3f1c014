import { memo } from "react";
import { Ellipsis, MessageSquare, Plus } from "lucide-react";
import { statusWord } from "@/editor/runs/step-words";
import { addNext } from "@/editor/add";
import { useEditorState, useRun, useTools } from "@/editor/context";
import { isFound } from "@/editor/find-all";
import { type StepStatus, stepOf } from "@/editor/runs/fold-events";
import { edgeId, findNode, isOff as isSwitchedOff, outgoing, sourceOf } from "@/flow/document";
import { findingsAt, titleOf } from "@/flow/describe";
import type { FlowEdge, NodeId } from "@/flow/types";
import { t } from "@/i18n";
import { cx } from "@/lib/cx";
import { KindTile } from "@/nodes/KindTile";
import { Badge, type Tone } from "@/ui/badge";
import { IconButton } from "@/ui/button";
import { BrokenTools } from "./BrokenTools";
import { useTrialWords } from "./TrialMarks";

const TONES: Record<StepStatus, Tone> = { done: "ok", failed: "danger", waiting: "wait", running: "info", retrying: "warn", skipped: "neutral" };

/** Open comments about a step. */
export interface Talk {
  count: number;
  /** The one to be led to. */
  thread: string;
}

interface OutlineRowProps {
  id: NodeId;
  depth: number;
  /** Connections at it whose other end, or port, is no more. */
  broken: FlowEdge[];
  comments: number;
  thread: string | null;
  rows: Map<NodeId, HTMLElement>;
}

/** A step: what it is, where it leads, and what can be done with it. */
export const OutlineRow = memo(function OutlineRow({ id, depth, broken, comments, thread, rows }: OutlineRowProps) {
  const { editor } = useTools();
  const node = useEditorState((state) => findNode(state.doc.flow, id));
  const ways = useEditorState((state) => outgoing(state.doc.flow, id));
  const kinds = useEditorState((state) => state.kinds);
  const isOff = useEditorState((state) => isSwitchedOff(state.doc.flow, id));
  const isActive = useEditorState((state) => state.active === id);
  const isStop = useEditorState((state) => state.active === id || (state.active === null && id === "start"));
  const problems = useEditorState((state) => findingsAt(state.findings, id).length);
  const step = useRun((state) => stepOf(state.view, id));
  const trial = useTrialWords(id);
  const found = useEditorState((state) => isFound(state.find, id));
  if (!node) return null;
  const kind = kinds.get(node.kind);
  return (
    // The rows are one list; how deep one is inside of bodies is said apart from that.
    <li data-row={id} aria-level={depth > 0 ? depth + 1 : undefined} className={cx("rounded-card border bg-surface p-1", isActive ? "border-accent" : "border-line", found === true && "border-warn", found === false && "border-dashed bg-transparent")} style={{ marginLeft: Math.min(depth, 6) * 24 }}>
      <div className="flex items-center gap-1">
        <button
          type="button"
          ref={(element) => {
            if (element) rows.set(id, element);
            else rows.delete(id);
          }}
          tabIndex={isStop ? 0 : -1}
          data-node-id={id}
          data-node-kind={node.kind}
          data-status={step?.status ?? "idle"}
          aria-current={isActive || undefined}
          onClick={() => {
            editor.select([id]);
            editor.setState({ inspector: true });
          }}
          className="flex min-h-11 min-w-0 flex-1 items-center gap-3 rounded-control px-2 py-1 text-left select-none hover:bg-sunken"
        >
          <KindTile kind={kind} />
          <span className="min-w-0 flex-1">
            <span className="block truncate font-medium">
              {titleOf(node, kind)} {depth > 0 && <span className="sr-only">{t("inside {title}", { title: node.parent ?? "" })} </span>}
              <span className="font-mono text-xs font-normal text-muted">{id}</span>
            </span>
            <span className="block text-xs text-muted">
              {ways
                .filter((edge) => !broken.some((one) => edgeId(one) === edgeId(edge)))
                .map((edge) => `${sourceOf(edge).port === "out" ? "" : `${sourceOf(edge).port} `}→ ${edge.to}`)
                .join(" · ") || (problems === 0 ? t("ends here") : t("leads nowhere"))}
            </span>
          </span>
          {isOff && <Badge tone="neutral">{t("switched off")}</Badge>}
          {step && <Badge tone={step.pinned ? "warn" : TONES[step.status]}>{statusWord(step)}</Badge>}
          {trial.map((word) => (
            <Badge key={word} tone="warn">
              {word}
            </Badge>
          ))}
          {problems > 0 && <Badge tone="danger">{t("{count, plural, one {# problem} other {# problems}}", { count: problems })}</Badge>}
        </button>
        {comments > 0 && (
          <IconButton label={t("{count, plural, one {# comment on ‘{node}’} other {# comments on ‘{node}’}}", { count: comments, node: id })} className="w-auto! gap-1! px-2!" onClick={() => editor.setState({ panel: "comments", thread })}>
            <MessageSquare size={16} aria-hidden /> <span className="text-xs">{comments}</span>
          </IconButton>
        )}
        <RowTools id={id} />
      </div>
      {broken.map((edge) => (
        <BrokenLine key={edgeId(edge)} edge={edge} />
      ))}
    </li>
  );
});

function RowTools({ id }: { id: NodeId }) {
  const tools = useTools();
  const { editor } = tools;
  const readOnly = useEditorState((state) => state.readOnly);
  if (readOnly) return null;
  return (
    <>
      <IconButton
        label={t("Add a node after {title}", { title: id })}
        onClick={() => {
          editor.select([id]);
          addNext(tools, id);
        }}
      >
        <Plus size={16} aria-hidden />
      </IconButton>
      <IconButton
        label={t("What can be done with {title}", { title: id })}
        aria-haspopup="menu"
        onClick={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          editor.select([id]);
          // Enter on a button is a click without a place.
          editor.open({ is: "menu", at: { x: box.x, y: box.bottom }, of: { is: "node" }, isByKeyboard: event.detail === 0 });
        }}
      >
        <Ellipsis size={16} aria-hidden />
      </IconButton>
    </>
  );
}

/** Dashed and red as on the canvas, and said in words. */
export function BrokenLine({ edge }: { edge: FlowEdge }) {
  return (
    <div className="m-1 flex flex-wrap items-center gap-x-2 gap-y-1 rounded-control border border-dashed border-danger px-2 py-1 text-xs text-danger">
      <span className="min-w-0 flex-1 font-mono break-all">
        {edge.from} → {edge.to}
      </span>
      <BrokenTools edge={edge} isStop className="border-transparent" />
    </div>
  );
}
