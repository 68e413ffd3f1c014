import { type KeyboardEvent, lazy, memo, Suspense, useEffect, useRef } from "react";
import { Plus } from "lucide-react";
import { STEP_WORDS } from "@/editor/runs/step-words";
import { t } from "@/i18n";
import { addNext } from "@/editor/add";
import { useEditorState, useRun, useTools } from "@/editor/context";
import { isFound } from "@/editor/find-all";
import { findNode, outgoing, sourceOf } from "@/flow/document";
import { findingsAt, titleOf } from "@/flow/describe";
import { nested } from "@/flow/bodies";
import { type StepStatus, stepOf } from "@/editor/runs/fold-events";
import type { NodeId } from "@/flow/types";
import { cx } from "@/lib/cx";
import { KindTile } from "@/nodes/KindTile";
import { Badge, type Tone } from "@/ui/badge";
import { IconButton } from "@/ui/button";
import { useTrialWords } from "./TrialMarks";

const FindBar = lazy(() => import("./FindBar"));

const TONES: Record<StepStatus, Tone> = { done: "ok", failed: "danger", waiting: "wait", running: "info", retrying: "warn", skipped: "neutral" };

/** The same flow as a list in the order of its steps: for narrow screens, and for whoever prefers it. */
export function Outline() {
  const steps = useEditorState((state) => nested(state.doc.flow));
  const rows = useRef(new Map<NodeId, HTMLElement>());
  const tools = useTools();
  const finding = useEditorState((state) => state.find !== null);
  const active = useEditorState((state) => state.active);
  // Walking through what was found.
  useEffect(() => {
    if (finding && active) rows.current.get(active)?.scrollIntoView({ block: "center" });
  }, [finding, active]);
  const ids = steps.map((step) => step.id);
  const onKey = (event: KeyboardEvent) => {
    const at = ids.indexOf(tools.editor.getState().active ?? "start");
    const next = event.key === "ArrowDown" ? at + 1 : event.key === "ArrowUp" ? at - 1 : event.key === "Home" ? 0 : event.key === "End" ? ids.length - 1 : null;
    if (next === null || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    const id = ids[Math.min(Math.max(next, 0), ids.length - 1)];
    if (!id) return;
    tools.editor.select([id]);
    rows.current.get(id)?.focus();
  };
  return (
    <>
      <Suspense>{finding && <FindBar />}</Suspense>
      <div className={cx("absolute inset-0 overflow-y-auto p-3", finding && "pt-20")}>
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrows move the focus between its buttons */}
        <ol aria-label={t("Steps of the flow")} onKeyDown={onKey} className="mx-auto flex max-w-3xl flex-col gap-2">
          {steps.map(({ id, depth }) => (
            <Row key={id} id={id} depth={depth} rows={rows.current} />
          ))}
        </ol>
      </div>
    </>
  );
}

const Row = memo(function Row({ id, depth, rows }: { id: NodeId; depth: number; rows: Map<NodeId, HTMLElement> }) {
  const tools = useTools();
  const { editor } = tools;
  const node = useEditorState((state) => findNode(state.doc.flow, id));
  const ways = useEditorState((state) => outgoing(state.doc.flow, id));
  const kinds = useEditorState((state) => state.kinds);
  const isActive = useEditorState((state) => state.active === id);
  const isStop = useEditorState((state) => state.active === id || (state.active === null && id === "start"));
  const problems = useEditorState((state) => findingsAt(state.findings, id).length);
  const readOnly = useEditorState((state) => state.readOnly);
  const step = useRun((state) => stepOf(state.view, id));
  const trial = useTrialWords(id);
  const found = useEditorState((state) => isFound(state.find, id));
  if (!node) return null;
  const kind = kinds.get(node.kind);
  return (
    <li className={cx("flex items-center gap-2 rounded-card border bg-surface p-1", isActive ? "border-accent" : "border-line", found === true && "border-warn", found === false && "border-dashed bg-transparent")} style={{ marginLeft: Math.min(depth, 6) * 24 }}>
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
        className="flex min-h-11 min-w-0 flex-1 items-center gap-3 rounded-control px-2 py-1 text-left hover:bg-sunken"
      >
        <KindTile kind={kind} />
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium">
            {titleOf(node, kind)} {depth > 0 && <span className="sr-only">{t("inside {title}", { title: node.parent ?? "" })} </span>}
            <span className="font-mono text-xs font-normal text-muted">{id}</span>
          </span>
          <span className="block text-xs text-muted">
            {ways
              .map((edge) => `${sourceOf(edge).port === "out" ? "" : `${sourceOf(edge).port} `}→ ${edge.to}`)
              .join(" · ") || t("leads nowhere")}
          </span>
        </span>
        {step && <Badge tone={TONES[step.status]}>{STEP_WORDS[step.status]}</Badge>}
        {trial.map((word) => (
          <Badge key={word} tone="warn">
            {word}
          </Badge>
        ))}
        {problems > 0 && <Badge tone="danger">{t("{count, plural, one {# problem} other {# problems}}", { count: problems })}</Badge>}
      </button>
      {!readOnly && (
        <IconButton
          label={t("Add a node after {title}", { title: id })}
          onClick={() => {
            editor.select([id]);
            addNext(tools, id);
          }}
        >
          <Plus size={16} aria-hidden />
        </IconButton>
      )}
    </li>
  );
});
