// What is drawn beside the nodes: groups, sticky notes, and blocks for nodes that edges name and that are no more.
import type { Box } from "@/flow/bodies";
import { findNode, shapeOf, sourceOf } from "@/flow/document";
import { groupBox, groupsOf } from "@/flow/groups";
import { notesOf } from "@/flow/notes";
import { NODE_HEIGHT, NODE_WIDTH } from "@/flow/ports";
import type { Flow, Group, Layout, NodeId } from "@/flow/types";
import { type CanvasNode, type CardNode, type Drag, type GhostNode, type GroupNode, type NoteNode, plainHandles } from "./rf";

const BEHIND = -2;
const quiet = { "aria-roledescription": undefined } as CanvasNode["domAttributes"];

/** Made once per canvas, as `cardMaker`. */
export function sceneMaker() {
  const known = new Map<string, CanvasNode>();
  let last: CanvasNode[] = [];
  let given: unknown[] = [];
  return (flow: Flow, layout: Layout, cards: CardNode[], notes: ReadonlySet<string>, drag: Drag, readOnly: boolean): CanvasNode[] => {
    // Which nodes there are shows in the cards and in what is laid out; their settings do not matter here.
    const now = [flow.edges, layout, cards, notes, drag, readOnly];
    if (now.every((one, at) => one === given[at])) return last;
    given = now;
    let boxes: Map<NodeId, Box> | null = null;
    const boxOf = (id: NodeId): Box | undefined => {
      boxes ??= new Map(cards.map((card) => [card.id, boxOfCard(card)]));
      const at = drag?.[id] ?? layout.nodes[id];
      return boxes.get(id) ?? (at && { x: at.x, y: at.y, width: NODE_WIDTH, height: NODE_HEIGHT });
    };
    const groups = groupsOf(layout).flatMap((group) => groupNode(group, groupBox(group, boxOf)));
    const papers = notesOf(layout).map((note): NoteNode => {
      const at = drag?.[`note:${note.id}`] ?? note;
      const { width, height } = note;
      return { id: `note:${note.id}`, type: "note", position: { x: at.x, y: at.y }, width, height, zIndex: -1, selected: notes.has(note.id), draggable: !readOnly, data: { note: note.id }, domAttributes: quiet };
    });
    const marks = [...groups, ...papers, ...ghosts(flow, boxOf)].map((made) => {
      const before = known.get(made.id);
      const node = before && same(before, made) ? before : made;
      known.set(made.id, node);
      return node;
    });
    const all = [...marks, ...cards];
    if (all.length !== last.length || all.some((node, at) => node !== last[at])) last = all;
    return last;
  };
}

const boxOfCard = (card: CardNode): Box => ({ x: card.position.x, y: card.position.y, width: card.width ?? NODE_WIDTH, height: card.height ?? NODE_HEIGHT });

function groupNode(group: Group, box: Box | null): GroupNode[] {
  if (!box) return [];
  const collapsed = group.collapsed === true;
  return [
    {
      id: `group:${group.id}`,
      type: "frame",
      position: { x: box.x, y: box.y },
      width: box.width,
      height: box.height,
      zIndex: collapsed ? 0 : BEHIND,
      // An open frame is no obstacle: only its title takes the pointer.
      style: collapsed ? undefined : { pointerEvents: "none" },
      selectable: false,
      handles: collapsed ? plainHandles : [],
      data: { group: group.id, collapsed },
      domAttributes: quiet,
    },
  ];
}

interface Ends {
  from: NodeId;
  to: NodeId;
}

const looseOf = new WeakMap<Flow, Ends[]>();

/** Connections of which an end is missing: few, so that a frame of a drag need not go through them all. */
function loose(flow: Flow): Ends[] {
  const shape = shapeOf(flow);
  const known = looseOf.get(shape);
  if (known) return known;
  const found = shape.edges.map((edge) => ({ from: sourceOf(edge).node, to: edge.to })).filter(({ from, to }) => !findNode(shape, from) || !findNode(shape, to));
  if (Object.isFrozen(shape)) looseOf.set(shape, found);
  return found;
}

/** Where they stood is not kept; beside the node that still names them is where somebody looks. */
function ghosts(flow: Flow, boxOf: (id: NodeId) => Box | undefined): GhostNode[] {
  const found = new Map<string, GhostNode>();
  for (const { from, to } of loose(flow)) {
    const hasFrom = findNode(flow, from) !== undefined;
    const hasTo = findNode(flow, to) !== undefined;
    const beside = hasFrom ? boxOf(from) : hasTo ? boxOf(to) : { x: 0, y: 0 };
    for (const missing of [hasFrom ? null : from, hasTo ? null : to]) {
      if (missing === null || found.has(missing)) continue;
      const side = missing === from ? -1 : 1;
      const position = { x: (beside?.x ?? 0) + side * (NODE_WIDTH + 88), y: (beside?.y ?? 0) + 112 + found.size * 24 };
      found.set(missing, { id: `ghost:${missing}`, type: "ghost", position, width: NODE_WIDTH, height: NODE_HEIGHT, selectable: false, draggable: false, handles: plainHandles, data: { missing }, domAttributes: quiet });
    }
  }
  return [...found.values()];
}

const same = (a: CanvasNode, b: CanvasNode) =>
  a.position.x === b.position.x && a.position.y === b.position.y && a.width === b.width && a.height === b.height && a.selected === b.selected && a.draggable === b.draggable && (a.data as { collapsed?: boolean }).collapsed === (b.data as { collapsed?: boolean }).collapsed;
