import { type CSSProperties, memo, type MouseEvent } from "react";
import { ChevronDown, ChevronRight, Ellipsis, MessageSquare, Plus } from "lucide-react";
import { addNext } from "@/editor/add";
import { useEditorState, useRun, useTools } from "@/editor/context";
import { type StepStatus, stepOf } from "@/editor/runs/fold-events";
import { statusWord } from "@/editor/runs/step-words";
import { spoken } from "@/flow/describe";
import { edgeId, sourceOf } from "@/flow/document";
import type { OutlineStep } from "@/flow/outline";
import type { FlowEdge, NodeId } from "@/flow/types";
import { t } from "@/i18n";
import { cx } from "@/lib/cx";
import { KindTile } from "@/nodes/KindTile";
import { Badge, type Tone } from "@/ui/badge";
import { IconButton } from "@/ui/button";
import { BrokenTools } from "../BrokenTools";
import { standing } from "../StatusMark";
import { useTrialWords } from "../TrialMarks";
import { useCard } from "../use-card";
import { RenameStep } from "./RenameStep";
import { MEND } from "./use-rows";

const TONES: Record<StepStatus, Tone> = { done: "ok", failed: "danger", waiting: "wait", running: "info", retrying: "warn", skipped: "neutral" };
const DEEPEST = 6;
const INDENT_PX = 20;

/** Open comments about a step. */
export interface Talk {
  count: number;
  /** The one to be led to. */
  thread: string;
}

interface OutlineRowProps {
  step: OutlineStep;
  /** Among all rows, the head of the list included. */
  row: number;
  /** Where it is in a long list, in pixels. */
  top: number | undefined;
  height: number | undefined;
  isFolded: boolean;
  /** Some step has one, and then all leave room for the sign that folds it. */
  hasBodies: boolean;
  isStop: boolean;
  isRenaming: boolean;
  /** Connections at it whose other end, or port, is no more. */
  broken: FlowEdge[];
  comments: number;
  thread: string | null;
  onFold: (id: NodeId, isFolded: boolean) => void;
  onRename: (id: NodeId | null) => void;
}

/** A step: what it is, where it leads, how it stands, and what can be done with it. */
export const OutlineRow = memo(function OutlineRow({ step: { id, depth, place, beside, inside }, row, top, height, isFolded, hasBodies, isStop, isRenaming, broken, comments, thread, onFold, onRename }: OutlineRowProps) {
  const { editor, canvas } = useTools();
  const { is, kind, title, found, problems, ...placed } = useCard(id, "");
  const readOnly = useEditorState((state) => state.readOnly);
  const isChosen = useEditorState((state) => state.nodes.has(id));
  const step = useRun((state) => stepOf(state.view, id));
  const trial = useTrialWords(id);
  const sound = placed.ways.filter((edge) => !broken.some((one) => edgeId(one) === edgeId(edge)));
  const ways = sound.map((edge) => `${sourceOf(edge).port === "out" ? "" : `${sourceOf(edge).port} `}→ ${edge.to}`).join(" · ") || (problems === 0 ? t("ends here") : t("leads nowhere"));
  const isLong = height !== undefined;
  const open = (event: MouseEvent<HTMLElement>) => {
    if ((event.target as Element).closest("button, input")) return;
    event.currentTarget.focus();
    editor.select([id]);
    editor.setState({ inspector: true });
  };
  return (
    // Its keys are heard by the whole grid.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      role="row"
      aria-label={spoken(id, title, placed, step ? standing(step) : "", problems)}
      aria-level={depth + 1}
      aria-posinset={place}
      aria-setsize={beside}
      aria-expanded={inside > 0 ? !isFolded : undefined}
      aria-selected={isChosen}
      aria-rowindex={row}
      tabIndex={isStop ? 0 : -1}
      data-row={id}
      data-node-id={id}
      data-node-kind={is}
      data-status={step?.status ?? "idle"}
      onClick={open}
      style={{ "--indent": `${Math.min(depth, DEEPEST) * INDENT_PX}px`, "--lead": hasBodies ? "40px" : "0px", ...(isLong && { position: "absolute", insetInline: 0, top, height }) } as CSSProperties}
      className={cx(
        "outline-row border-b border-line px-2 select-none focus-visible:-outline-offset-2 last:border-b-0",
        readOnly && "outline-row-read",
        isChosen ? "bg-accent-soft" : "hover:bg-sunken",
        found === true && "shadow-[inset_3px_0_0_var(--warn)]",
        found === false && "bg-sunken text-muted",
      )}
    >
      <span role="gridcell" data-column="step" data-place={isRenaming ? undefined : ""} tabIndex={-1} className="flex min-w-0 items-center gap-2 rounded-control pl-(--indent) max-md:order-1">
        {inside > 0 ? <Fold id={id} isFolded={isFolded} onFold={onFold} /> : hasBodies && <span className="w-7 shrink-0 max-md:w-8" />}
        <KindTile kind={kind} />
        {isRenaming ? (
          <RenameStep
            id={id}
            onDone={(now) => {
              onRename(null);
              if (now !== null) canvas.current?.focus(now);
            }}
          />
        ) : (
          <span className="min-w-0">
            <span className={cx("font-medium", isLong ? "block truncate" : "break-words")}>{title}</span> <span className="block truncate font-mono text-xs text-muted">{id}</span>
          </span>
        )}
      </span>
      <span role="gridcell" data-column="ways" data-place="" tabIndex={-1} title={isLong ? ways : undefined} className={cx("self-center rounded-control text-node text-muted max-md:order-4 max-md:col-span-full max-md:pl-[calc(var(--indent)+var(--lead)+28px)]", isLong ? "truncate" : "break-words")}>
        {ways}
      </span>
      <State id={id} isOff={placed.off} step={step} trial={trial} problems={problems} comments={comments} thread={thread} />
      {!readOnly && <RowTools id={id} />}
      {broken.length > 0 && (
        <span role="gridcell" data-column="broken" className="order-last col-span-full">
          {broken.map((edge) => (
            <BrokenLine key={edgeId(edge)} edge={edge} isStop={false} />
          ))}
        </span>
      )}
    </div>
  );
});

/** For pointers and fingers; by keyboard the arrows do it. */
function Fold({ id, isFolded, onFold }: { id: NodeId; isFolded: boolean; onFold: (id: NodeId, isFolded: boolean) => void }) {
  const Sign = isFolded ? ChevronRight : ChevronDown;
  return (
    <IconButton size="sm" tabIndex={-1} label={isFolded ? t("Unfold ‘{id}’", { id }) : t("Fold ‘{id}’", { id })} className="max-md:-mx-1.5 max-md:size-11" onClick={() => onFold(id, !isFolded)}>
      <Sign size={16} aria-hidden />
    </IconButton>
  );
}

interface StateProps {
  id: NodeId;
  isOff: boolean;
  step: ReturnType<typeof stepOf>;
  trial: string[];
  problems: number;
  comments: number;
  thread: string | null;
}

function State({ id, isOff, step, trial, problems, comments, thread }: StateProps) {
  const { editor } = useTools();
  const hasWords = isOff || step !== undefined || trial.length > 0 || problems > 0;
  return (
    <span role="gridcell" data-column="state" data-place={hasWords ? "" : undefined} tabIndex={hasWords ? -1 : undefined} className="flex min-w-0 flex-wrap items-center gap-1 self-center rounded-control max-md:order-5 max-md:col-span-full max-md:pl-[calc(var(--indent)+var(--lead)+28px)]">
      {isOff && <Badge tone="neutral">{t("switched off")}</Badge>}
      {step && <Badge tone={step.pinned ? "warn" : TONES[step.status]}>{statusWord(step)}</Badge>}
      {trial.map((word) => (
        <Badge key={word} tone="warn">
          {word}
        </Badge>
      ))}
      {problems > 0 && <Badge tone="danger">{t("{count, plural, one {# problem} other {# problems}}", { count: problems })}</Badge>}
      {comments > 0 && (
        <IconButton data-place="" tabIndex={-1} label={t("{count, plural, one {# comment on ‘{node}’} other {# comments on ‘{node}’}}", { count: comments, node: id })} className="w-auto! gap-1! px-2!" onClick={() => editor.setState({ panel: "comments", thread })}>
          <MessageSquare size={16} aria-hidden /> <span className="text-xs">{comments}</span>
        </IconButton>
      )}
    </span>
  );
}

function RowTools({ id }: { id: NodeId }) {
  const tools = useTools();
  const { editor } = tools;
  return (
    <>
      <span role="gridcell" data-column="add" className="self-center max-md:order-2">
        <IconButton
          data-place=""
          tabIndex={-1}
          label={t("Add a node after {title}", { title: id })}
          className="max-md:size-11"
          onClick={() => {
            editor.select([id]);
            addNext(tools, id);
          }}
        >
          <Plus size={16} aria-hidden />
        </IconButton>
      </span>
      <span role="gridcell" data-column="more" className="self-center max-md:order-3">
        <IconButton
          data-place=""
          tabIndex={-1}
          label={t("What can be done with {title}", { title: id })}
          aria-haspopup="menu"
          className="max-md:size-11"
          onClick={(event) => {
            const box = event.currentTarget.getBoundingClientRect();
            editor.select([id]);
            // Enter on a button is a click without a place.
            editor.open({ is: "menu", at: { x: box.x, y: box.bottom }, of: { is: "node" }, isByKeyboard: event.detail === 0 });
          }}
        >
          <Ellipsis size={16} aria-hidden />
        </IconButton>
      </span>
    </>
  );
}

/** Dashed and red as on the canvas, and said in words. */
export function BrokenLine({ edge, isStop }: { edge: FlowEdge; isStop: boolean }) {
  return (
    <span style={{ minHeight: MEND - 4 }} className="mb-1 flex flex-wrap items-center gap-x-2 rounded-control border border-dashed border-danger px-2 text-xs text-danger">
      <span className="min-w-0 flex-1 font-mono break-all">
        {edge.from} → {edge.to}
      </span>
      <BrokenTools edge={edge} isStop={isStop} className="border-transparent" />
    </span>
  );
}
