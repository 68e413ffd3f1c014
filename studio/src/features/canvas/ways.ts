// The way a connection takes between two cards.
import { type EdgeProps, getBezierPath, getSmoothStepPath } from "@xyflow/react";
import { NODE_HEIGHT } from "@/flow/ports";
import { GAP } from "@/flow/room";

/** Less room than this between the ends, and the connection has to turn round. */
const LEAST = 20;

export const leadsBack = (sourceX: number, targetX: number): boolean => targetX < sourceX + LEAST;

/** At which height a way back runs below its ends, where they stand at about the same: half-way between them it would lie behind the cards. */
export const lowerWay = (sourceY: number, targetY: number): number | undefined => (Math.abs(sourceY - targetY) < NODE_HEIGHT + GAP ? Math.max(sourceY, targetY) + NODE_HEIGHT : undefined);

type Ends = Pick<EdgeProps, "sourceX" | "sourceY" | "targetX" | "targetY" | "sourcePosition" | "targetPosition">;

/** As it is drawn, and where its middle is. */
export function wayOf(ends: Ends): [path: string, x: number, y: number] {
  const [path, x, y] = leadsBack(ends.sourceX, ends.targetX)
    ? getSmoothStepPath({ ...ends, borderRadius: 16, offset: 28, centerY: lowerWay(ends.sourceY, ends.targetY) })
    : getBezierPath(ends);
  return [path, x, y];
}
