import { type KeyboardEvent, Suspense, useEffect, useMemo, useRef } from "react";
import { useEditorState, useTools } from "@/editor/context";
import { nested } from "@/flow/bodies";
import { brokenEdges, homeOfEdge } from "@/flow/broken";
import { edgeId } from "@/flow/document";
import type { FlowEdge, NodeId } from "@/flow/types";
import { t } from "@/i18n";
import { cx } from "@/lib/cx";
import { lazily } from "@/ui/lazily";
import { BrokenLine, OutlineRow, type Talk } from "./OutlineRow";
import { useMenu } from "./use-menu";
import { useOutlineView } from "./use-outline-view";

const NONE: FlowEdge[] = [];
const SILENCE: ReadonlyMap<NodeId, Talk> = new Map();
const NOWHERE = "-";
const FindBar = lazily(() => import("./FindBar"));

/** The same flow as a list in the order of its steps: for narrow screens, and for whoever prefers it. */
export function Outline({ talk = SILENCE }: { talk?: ReadonlyMap<NodeId, Talk> }) {
  const steps = useEditorState((state) => nested(state.doc.flow));
  const broken = useBroken();
  const rows = useRef(new Map<NodeId, HTMLElement>());
  const tools = useTools();
  const finding = useEditorState((state) => state.find !== null);
  const active = useEditorState((state) => state.active);
  const menu = useMenu();
  useOutlineView(rows);
  // Walking through what was found.
  useEffect(() => {
    if (finding && active) rows.current.get(active)?.scrollIntoView({ block: "center" });
  }, [finding, active]);
  const ids = steps.map((step) => step.id);
  const onKey = (event: KeyboardEvent) => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-row]")?.dataset.row : undefined;
    const at = ids.indexOf(row ?? tools.editor.getState().active ?? "start");
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
      <div data-outline className={cx("absolute inset-0 overflow-y-auto p-3", finding && "pt-20")} {...menu}>
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrows move the focus between its buttons */}
        <ol aria-label={t("Steps of the flow")} onKeyDown={onKey} className="mx-auto flex max-w-3xl flex-col gap-2">
          {steps.map(({ id, depth }) => (
            <OutlineRow key={id} id={id} depth={depth} broken={broken.get(id) ?? NONE} comments={talk.get(id)?.count ?? 0} thread={talk.get(id)?.thread ?? null} rows={rows.current} />
          ))}
          {broken.get(NOWHERE)?.map((edge) => (
            <li key={edgeId(edge)}>
              <BrokenLine edge={edge} />
            </li>
          ))}
        </ol>
      </div>
    </>
  );
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
