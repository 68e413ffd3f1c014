// The boxes of what is drawn, measured by what we know: nodes have fixed sizes.
import type { Box } from "@/flow/bodies";
import { allNodes, findNode, placeOf } from "@/flow/document";
import { groupBox, groupsOf } from "@/flow/groups";
import { notesOf } from "@/flow/notes";
import type { Kinds } from "@/flow/connect";
import { NODE_HEIGHT, NODE_WIDTH, nodeHeight, portsOf } from "@/flow/ports";
import type { FlowNode, NodeId, Point } from "@/flow/types";
import type { EditorState } from "./store";

export const nodeBox = (node: FlowNode, { x, y }: Point, kinds: Kinds): Box => ({ x, y, width: NODE_WIDTH, height: node.id === "start" ? NODE_HEIGHT : nodeHeight(portsOf(node, kinds.get(node.kind))) });

export function boxOf({ doc, kinds }: EditorState, id: NodeId): Box | undefined {
  const at = placeOf(doc.layout, id);
  const node = findNode(doc.flow, id);
  return at && node && nodeBox(node, at, kinds);
}

/** Nodes by their id, notes by `note:` and theirs. */
export function chosenBoxes(state: EditorState): Record<string, Box> {
  const boxes: Record<string, Box> = {};
  for (const id of state.nodes) {
    const box = boxOf(state, id);
    if (box) boxes[id] = box;
  }
  for (const note of notesOf(state.doc.layout)) if (state.notes.has(note.id)) boxes[`note:${note.id}`] = note;
  return boxes;
}

/** Of all nodes, notes and collapsed groups: nothing new is put on them. What is in a collapsed group keeps its place, too. */
export function takenBoxes(state: EditorState): Box[] {
  const { flow, layout } = state.doc;
  const box = (id: NodeId) => boxOf(state, id);
  const blocks = groupsOf(layout).filter((group) => group.collapsed).map((group) => groupBox(group, box));
  return [...allNodes(flow).map((node) => box(node.id)), ...notesOf(layout), ...blocks].filter((one) => one != null);
}
