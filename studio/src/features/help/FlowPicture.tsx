import type { Kinds } from "@/flow/connect";
import { titleOf } from "@/flow/describe";
import { allNodes, sourceOf } from "@/flow/document";
import { GAP_X, tidy } from "@/flow/layout";
import { NODE_WIDTH } from "@/flow/ports";
import type { Flow, NodeId, Point } from "@/flow/types";
import { t } from "@/i18n";
import { cx } from "@/lib/cx";

interface FlowPictureProps {
  flow: Flow;
  kinds: Kinds;
  /** The node that something is wrong with. */
  wrong: string | null;
}

const WIDTH = 176;
const HEIGHT = 48;
const ROW = 92;
/** Branches are at least a node and its gap apart where flows are drawn from left to right. */
const SPREAD = (WIDTH + 24) / 132;
const MARGIN = 16;
/** What leads to nothing, or comes from it. */
const STUB = 36;
/** As many letters as a block has room for. */
const TITLE = 20;

/** A small flow from top to bottom, so that it has room on a phone, too: blocks, lines, and what leads to nothing as a short red one. */
export function FlowPicture({ flow, kinds, wrong }: FlowPictureProps) {
  const at = turned(tidy(flow, kinds));
  const spots = Object.values(at);
  const hasReturn = flow.edges.some((edge) => isReturn(at[sourceOf(edge).node], at[edge.to]));
  const left = Math.min(...spots.map((spot) => spot.x)) - MARGIN;
  const width = Math.max(...spots.map((spot) => spot.x)) + WIDTH + MARGIN + (hasReturn ? 48 : 0) - left;
  const height = Math.max(...spots.map((spot) => spot.y)) + HEIGHT + MARGIN + STUB;
  const names = allNodes(flow).map((node) => (node.id === wrong ? t("‘{id}’, where the problem is", { id: node.id }) : node.id));
  return (
    <div className="rounded-card border border-line bg-surface p-2">
      <svg viewBox={`${left} ${-MARGIN} ${width} ${height}`} width={width} height={height} role="img" aria-label={t("Its nodes: {names}", { names: names.join(", ") })} className="mx-auto block h-auto max-w-full">
        {[...ways(flow)].map(([key, { from, to, ports }]) => {
          const drawn = line(at[from], at[to]);
          if (!drawn) return null;
          return (
            <g key={key}>
              <path d={drawn.path} fill="none" strokeWidth={1.5} strokeDasharray={drawn.isBroken ? "5 4" : undefined} className={drawn.isBroken ? "stroke-danger" : "stroke-line-strong"} />
              <text x={drawn.label.x} y={drawn.label.y} className="fill-muted text-xs">
                {ports.filter((port) => port !== "out").join(", ")}
              </text>
            </g>
          );
        })}
        {allNodes(flow).map((node) => {
          const spot = at[node.id];
          if (!spot) return null;
          const title = titleOf(node, kinds.get(node.kind));
          const isWrong = node.id === wrong;
          return (
            <g key={node.id}>
              <rect x={spot.x} y={spot.y} width={WIDTH} height={HEIGHT} rx={8} strokeWidth={isWrong ? 2.5 : 1.5} strokeDasharray={node.disabled ? "5 4" : undefined} className={cx("fill-bg", isWrong ? "stroke-danger" : "stroke-line-strong")} />
              <text x={spot.x + 12} y={spot.y + 20} className="fill-text text-node font-semibold">
                {title.length > TITLE ? `${title.slice(0, TITLE - 1)}…` : title}
              </text>
              <text x={spot.x + 12} y={spot.y + 38} className="fill-muted font-mono text-xs">
                {node.id}
              </text>
            </g>
          );
        })}
      </svg>
    </div>
  );
}

/** Ports that lead to one node are one line. */
function ways(flow: Flow) {
  const found = new Map<string, { from: NodeId; to: NodeId; ports: string[] }>();
  for (const edge of flow.edges) {
    const { node, port } = sourceOf(edge);
    const way = found.get(`${node} ${edge.to}`) ?? { from: node, to: edge.to, ports: [] };
    found.set(`${node} ${edge.to}`, { ...way, ports: [...way.ports, port] });
  }
  return found;
}

/** What stands in columns from left to right, in rows from top to bottom. */
function turned(places: Record<NodeId, Point>): Record<NodeId, Point> {
  return Object.fromEntries(Object.entries(places).map(([id, { x, y }]) => [id, { x: y * SPREAD, y: (x / (NODE_WIDTH + GAP_X)) * ROW }]));
}

const isReturn = (from: Point | undefined, to: Point | undefined) => from !== undefined && to !== undefined && to.y <= from.y;

function line(from: Point | undefined, to: Point | undefined): { path: string; label: Point; isBroken: boolean } | null {
  if (from && to && isReturn(from, to)) {
    // Back to an earlier step, along the side.
    const [start, end] = [{ x: from.x + WIDTH, y: from.y + HEIGHT / 2 }, { x: to.x + WIDTH, y: to.y + HEIGHT / 2 }];
    const out = Math.max(start.x, end.x) + 40;
    return { path: `M ${start.x} ${start.y} C ${out} ${start.y}, ${out} ${end.y}, ${end.x} ${end.y}`, label: { x: start.x + 6, y: start.y - 6 }, isBroken: false };
  }
  const start = from ? { x: from.x + WIDTH / 2, y: from.y + HEIGHT } : to && { x: to.x + WIDTH / 2, y: to.y - STUB };
  const end = to ? { x: to.x + WIDTH / 2, y: to.y } : from && { x: from.x + WIDTH / 2, y: from.y + HEIGHT + STUB };
  if (!start || !end) return null;
  const bend = (end.y - start.y) / 2;
  return { path: `M ${start.x} ${start.y} C ${start.x} ${start.y + bend}, ${end.x} ${end.y - bend}, ${end.x} ${end.y}`, label: { x: start.x * 0.4 + end.x * 0.6 + 6, y: start.y + bend * 1.2 + 4 }, isBroken: !from || !to };
}
