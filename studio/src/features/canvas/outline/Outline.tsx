import { Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useEditorState, useTools } from "@/editor/context";
import { ancestors } from "@/flow/bodies";
import { brokenEdges, homeOfEdge } from "@/flow/broken";
import { edgeId, START } from "@/flow/document";
import { outlineOf, showing, unfolded } from "@/flow/outline";
import type { FlowEdge, NodeId } from "@/flow/types";
import { t } from "@/i18n";
import { cx } from "@/lib/cx";
import { lazily } from "@/ui/lazily";
import { useMenu } from "../use-menu";
import "./outline.css";
import { BrokenLine, OutlineRow, type Talk } from "./OutlineRow";
import { useGridKeys } from "./use-grid-keys";
import { useOutlineView } from "./use-outline-view";
import { useRows } from "./use-rows";

const NONE: FlowEdge[] = [];
const SILENCE: ReadonlyMap<NodeId, Talk> = new Map();
const NOWHERE = "-";
const FindBar = lazily(() => import("../FindBar"));

/**
 * The same flow as a tree grid, and all of it can be edited: for phones, for screen readers, and for whoever prefers it. What is in the
 * body of a step lies below it and folds. Tab comes to it once; the arrows go on from there (`use-grid-keys.ts`).
 */
export function Outline({ talk = SILENCE }: { talk?: ReadonlyMap<NodeId, Talk> }) {
  const { editor } = useTools();
  const steps = useEditorState((state) => outlineOf(state.doc.flow));
  const readOnly = useEditorState((state) => state.readOnly);
  const finding = useEditorState((state) => state.find !== null);
  const active = useEditorState((state) => state.active);
  const broken = useBroken();
  const [folded, setFolded] = useState<ReadonlySet<NodeId>>(new Set());
  const [renaming, setRenaming] = useState<NodeId | null>(null);
  const area = useRef<HTMLDivElement>(null);
  const menu = useMenu();
  const shown = useMemo(() => unfolded(steps, folded), [steps, folded]);
  const hasBodies = steps.some((step) => step.inside > 0);
  const stop = active !== null && shown.some(({ id }) => id === active) ? active : START;
  const mends = useCallback((id: NodeId) => broken.get(id)?.length ?? 0, [broken]);
  const { drawn, height, boxOf } = useRows(area, shown, mends, stop);

  const show = useCallback((id: NodeId) => setFolded((before) => showing(editor.getState().doc.flow, before, id)), [editor]);
  const reveal = (id: NodeId) => {
    show(id);
    const box = boxOf(shown.findIndex((step) => step.id === id));
    if (box && box.height > 0) bring(area.current, box);
    else area.current?.querySelector(`[data-row="${CSS.escape(id)}"]`)?.scrollIntoView({ block: "nearest" });
  };
  useOutlineView(area, reveal, setRenaming);
  // Whoever is led into a body sees it.
  useEffect(
    () =>
      editor.subscribe(({ active: now }, before) => {
        if (now !== null && now !== before.active) show(now);
      }),
    [editor, show],
  );
  // Walking through what was found.
  useEffect(() => {
    if (finding && active) area.current?.querySelector(`[data-row="${CSS.escape(active)}"]`)?.scrollIntoView({ block: "center" });
  }, [finding, active]);

  const fold = useCallback(
    (id: NodeId, isFolded: boolean) => {
      setFolded((before) => (isFolded ? new Set([...before, id]) : new Set([...before].filter((one) => one !== id))));
      // What was chosen in it is out of sight now.
      const now = editor.getState().active;
      if (isFolded && now !== null && ancestors(editor.getState().doc.flow, now).includes(id)) editor.select([id]);
    },
    [editor],
  );
  const { isInCell, ...keys } = useGridKeys({ steps: shown, folded, fold, reveal, rename: setRenaming });
  return (
    <>
      <Suspense>{finding && <FindBar />}</Suspense>
      <div ref={area} data-outline className={cx("absolute inset-0 overflow-y-auto p-3 max-md:p-2", finding && "pt-20")} {...menu}>
        <div role="treegrid" aria-label={t("Steps of the flow")} aria-multiselectable aria-rowcount={shown.length + 1} aria-readonly={readOnly || undefined} {...keys} className="mx-auto max-w-5xl rounded-card border border-line bg-surface">
          <div role="row" aria-rowindex={1} className={cx("outline-row", readOnly && "outline-row-read", "border-b border-line px-2 text-xs leading-7 font-medium text-muted max-md:sr-only")}>
            <span role="columnheader">{t("Step")}</span>
            <span role="columnheader">{t("Leads to")}</span>
            <span role="columnheader">{t("State")}</span>
            {!readOnly && (
              <>
                <span role="columnheader">
                  <span className="sr-only">{t("Add")}</span>
                </span>
                <span role="columnheader">
                  <span className="sr-only">{t("More")}</span>
                </span>
              </>
            )}
          </div>
          <div role="rowgroup" className="relative" style={height === null ? undefined : { height }}>
            {drawn.map(({ step, at, box }) => (
              <OutlineRow
                key={step.id}
                step={step}
                row={at + 2}
                top={box?.top}
                height={box?.height}
                isFolded={folded.has(step.id)}
                hasBodies={hasBodies}
                isStop={step.id === stop && !isInCell}
                isRenaming={renaming === step.id}
                broken={broken.get(step.id) ?? NONE}
                comments={talk.get(step.id)?.count ?? 0}
                thread={talk.get(step.id)?.thread ?? null}
                onFold={fold}
                onRename={setRenaming}
              />
            ))}
          </div>
        </div>
        <ul aria-label={t("Connections without a step")} className="mx-auto max-w-5xl" hidden={!broken.has(NOWHERE)}>
          {broken.get(NOWHERE)?.map((edge) => (
            <li key={edgeId(edge)}>
              <BrokenLine edge={edge} isStop />
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}

/** Scrolls as little as is needed. */
function bring(area: HTMLElement | null, { top, height }: { top: number; height: number }): void {
  const list = area?.querySelector<HTMLElement>("[role=rowgroup]");
  if (!area || !list) return;
  const from = list.getBoundingClientRect().top - area.getBoundingClientRect().top + area.scrollTop + top;
  if (from < area.scrollTop) area.scrollTop = from;
  else if (from + height > area.scrollTop + area.clientHeight) area.scrollTop = from + height - area.clientHeight;
}

/** The broken connections by the step that shows them. Read as one text: typing into a setting seldom changes it, and then nothing is drawn. */
function useBroken(): Map<string, FlowEdge[]> {
  const lines = useEditorState(({ doc, kinds }) =>
    brokenEdges(doc.flow, kinds)
      .map((edge) => [homeOfEdge(doc.flow, edge) ?? NOWHERE, edge.from, edge.to].join(" "))
      .join("\n"),
  );
  return useMemo(() => {
    const found = new Map<string, FlowEdge[]>();
    for (const line of lines.split("\n").filter(Boolean)) {
      const [home = NOWHERE, from = "", to = ""] = line.split(" ");
      found.set(home, [...(found.get(home) ?? []), { from, to }]);
    }
    return found;
  }, [lines]);
}
