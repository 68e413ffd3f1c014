import { memo } from "react";
import { EdgeLabelRenderer, type EdgeProps } from "@xyflow/react";
import { Plus } from "lucide-react";
import { useEditor, useEditorState, useRun, useTrial } from "@/editor/context";
import { useEdgeMark } from "@/editor/marks";
import { isTaken } from "@/editor/runs/taken";
import { isCovered } from "@/editor/runs/trial-store";
import { t } from "@/i18n";
import { BrokenTools } from "./BrokenTools";
import { useConnecting } from "./connecting";
import type { CardEdge } from "./rf";
import { wayOf } from "./ways";

/** A connection. In a run: solid where it was taken, faint where it was not. In the middle a `+` to insert a node. */
export const FlowEdge = memo(function FlowEdge(props: EdgeProps<CardEdge>) {
  const { id, selected, data } = props;
  // The ends of the document: what is drawn may be a collapsed group that stands for them.
  const [from, target] = id.split("->") as [string, string];
  const source = from.split(".")[0] as string;
  const port = from.split(".")[1] ?? "out";
  const editor = useEditor();
  const readOnly = useEditorState((state) => state.readOnly);
  const [path, x, y] = wayOf(props);
  const taken = useRun((state) => (state.view ? isTaken(state.view, source, port, target) : null));
  const covered = useTrial((state) => (state.showCoverage ? isCovered(state.coverage, source, port) : null));
  const hovered = useConnecting((state) => state.hoveredEdge === id);
  const mark = useEdgeMark(id);
  const stroke = mark ? (mark === "added" ? "var(--ok)" : "var(--danger)") : data?.broken || data?.error ? "var(--danger)" : selected || hovered || taken ? "var(--accent)" : "var(--line-strong)";
  return (
    <g data-edge={id} data-broken={data?.broken || undefined} data-taken={taken || undefined} data-covered={covered ?? undefined} data-diff={mark}>
      <path
        d={path}
        fill="none"
        stroke={stroke}
        strokeWidth={selected ? 3 : taken || mark ? 2.5 : 1.75}
        strokeDasharray={data?.broken || covered === false || mark === "removed" ? "6 5" : undefined}
        opacity={taken === false && !selected && !hovered ? 0.4 : 1}
        markerEnd={`url(#${mark ? (mark === "added" ? "arrow-ok" : "arrow-danger") : data?.broken || data?.error ? "arrow-danger" : selected || hovered || taken ? "arrow-accent" : "arrow"})`}
      />
      <path d={path} fill="none" stroke="transparent" strokeWidth={20} className="react-flow__edge-interaction" />
      {mark && (
        <text x={x} y={y} textAnchor="middle" dominantBaseline="central" fill={stroke} stroke="var(--bg)" strokeWidth={4} paintOrder="stroke" fontSize={16} fontWeight={700} aria-hidden>
          {mark === "added" ? "+" : "−"}
        </text>
      )}
      {data?.broken && !mark && (
        <EdgeLabelRenderer>
          <div className="nodrag nopan pointer-events-auto absolute z-10" style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}>
            <BrokenTools edge={{ from, to: target }} isStop={selected === true} />
          </div>
        </EdgeLabelRenderer>
      )}
      {(hovered || selected) && !mark && !data?.broken && !readOnly && (
        <EdgeLabelRenderer>
          <div data-edge-tools={id} className="nodrag nopan pointer-events-auto absolute z-10" style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}>
            <button
              type="button"
              tabIndex={selected ? 0 : -1}
              aria-label={t("Insert a node between {from} and {to}", { from: source, to: target })}
              title={t("Insert a node here")}
              className="flex size-6 items-center justify-center rounded-full border border-accent bg-surface text-accent hover:bg-accent-soft"
              onMouseEnter={() => useConnecting.setState({ hoveredEdge: id })}
              onClick={() => editor.open({ is: "add", edge: id })}
            >
              <Plus size={14} aria-hidden />
            </button>
          </div>
        </EdgeLabelRenderer>
      )}
    </g>
  );
});

/** Arrow heads, once for all edges. */
export const ArrowHeads = memo(function ArrowHeads() {
  return (
    <svg aria-hidden className="absolute size-0">
      <defs>
        {[
          ["arrow", "var(--line-strong)"],
          ["arrow-accent", "var(--accent)"],
          ["arrow-danger", "var(--danger)"],
          ["arrow-ok", "var(--ok)"],
        ].map(([id, colour]) => (
          <marker key={id} id={id} viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto-start-reverse">
            <path d="M0 1 9 5 0 9z" fill={colour} />
          </marker>
        ))}
      </defs>
    </svg>
  );
});
