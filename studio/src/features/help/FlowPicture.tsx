import type { Kinds } from "@/flow/connect";
import { titleOf } from "@/flow/describe";
import { allNodes, edgeId, findNode, sourceOf } from "@/flow/document";
import { tidy } from "@/flow/layout";
import { NODE_HEIGHT, NODE_WIDTH } from "@/flow/ports";
import type { Flow } from "@/flow/types";
import { t } from "@/i18n";
import { cx } from "@/lib/cx";

interface FlowPictureProps {
  flow: Flow;
  kinds: Kinds;
  /** The node that something is wrong with. */
  wrong: string | null;
}

const MARGIN = 24;
/** As many letters as a block has room for. */
const TITLE = 22;

/** A small flow as a drawing: blocks, lines, and what leads to nothing as a short red one. */
export function FlowPicture({ flow, kinds, wrong }: FlowPictureProps) {
  const at = tidy(flow, kinds);
  const spots = Object.values(at);
  const [x, y] = [Math.min(...spots.map((spot) => spot.x)) - MARGIN, Math.min(...spots.map((spot) => spot.y)) - MARGIN];
  const width = Math.max(...spots.map((spot) => spot.x)) + NODE_WIDTH + MARGIN - x;
  const height = Math.max(...spots.map((spot) => spot.y)) + NODE_HEIGHT + MARGIN - y;
  const names = allNodes(flow).map((node) => (node.id === wrong ? t("‘{id}’, where the problem is", { id: node.id }) : node.id));
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- who has no mouse scrolls it, too
    <div className="overflow-x-auto rounded-card border border-line bg-bg" tabIndex={0} role="group" aria-label={t("Picture of the flow")}>
      <svg viewBox={`${x} ${y} ${width} ${height}`} width={width * 0.7} height={height * 0.7} role="img" aria-label={t("Its nodes: {names}", { names: names.join(", ") })} className="block">
        {flow.edges.map((edge, index) => {
          const { node, port } = sourceOf(edge);
          const [from, to] = [at[node], at[edge.to]];
          if (!from && !to) return null;
          const start = from ? { x: from.x + NODE_WIDTH, y: from.y + NODE_HEIGHT / 2 } : to && { x: to.x - 60, y: to.y + NODE_HEIGHT / 2 };
          const end = to ? { x: to.x, y: to.y + NODE_HEIGHT / 2 } : from && { x: from.x + NODE_WIDTH + 60, y: from.y + NODE_HEIGHT / 2 };
          if (!start || !end) return null;
          const bend = Math.max(40, Math.abs(end.x - start.x) / 2);
          const isBroken = !from || !to;
          return (
            <g key={`${edgeId(edge)} ${index}`} className={isBroken ? "stroke-danger" : "stroke-line-strong"}>
              <path d={`M ${start.x} ${start.y} C ${start.x + bend} ${start.y}, ${end.x - bend} ${end.y}, ${end.x} ${end.y}`} fill="none" strokeWidth={2} strokeDasharray={isBroken ? "6 5" : undefined} />
              {port !== "out" && (
                <text x={start.x + 8} y={start.y - 8} className="fill-muted stroke-none text-[18px]">
                  {port}
                </text>
              )}
            </g>
          );
        })}
        {allNodes(flow).map((node) => {
          const spot = at[node.id];
          const title = spot && titleOf(node, kinds.get(node.kind));
          if (!spot || !title) return null;
          const isWrong = node.id === wrong;
          return (
            <g key={node.id}>
              <rect x={spot.x} y={spot.y} width={NODE_WIDTH} height={NODE_HEIGHT} rx={10} strokeWidth={isWrong ? 4 : 2} strokeDasharray={node.disabled ? "6 5" : undefined} className={cx("fill-surface", isWrong ? "stroke-danger" : "stroke-line-strong")} />
              <text x={spot.x + 16} y={spot.y + 36} className="fill-text text-[20px] font-semibold">
                {title.length > TITLE ? `${title.slice(0, TITLE - 1)}…` : title}
              </text>
              <text x={spot.x + 16} y={spot.y + 64} className="fill-muted font-mono text-[18px]">
                {node.id}
              </text>
            </g>
          );
        })}
      </svg>
      {wrong && !findNode(flow, wrong) && <p className="p-3 text-muted">{t("‘{id}’ is not in the picture.", { id: wrong })}</p>}
    </div>
  );
}
