// What is chosen with the pointer. Handlers stay the same while the canvas lives: a new one would draw every node and edge anew.
import { type MouseEvent, useCallback } from "react";
import type { EdgeChange, NodeChange } from "@xyflow/react";
import { useTools } from "@/editor/context";
import type { CanvasNode, CardEdge } from "./rf";

export function useChoosing(onMoves: (changes: NodeChange<CanvasNode>[]) => void) {
  const { editor, canvas } = useTools();
  const onNodesChange = useCallback(
    (changes: NodeChange<CanvasNode>[]) => {
      onMoves(changes);
      const state = editor.getState();
      const chosen = new Set(state.nodes);
      const notes = new Set(state.notes);
      let selects = false;
      for (const change of changes) {
        if (change.type !== "select") continue;
        selects = true;
        const isNote = change.id.startsWith("note:");
        const [set, id] = isNote ? [notes, change.id.slice(5)] : [chosen, change.id];
        // The newest choice is the active one, so it goes to the end.
        set.delete(id);
        if (change.selected) set.add(id);
      }
      if (selects) editor.select(chosen, state.edges, notes);
    },
    [editor, onMoves],
  );
  const onEdgesChange = useCallback(
    (changes: EdgeChange<CardEdge>[]) => {
      const { edges: before, nodes: chosenNodes, notes } = editor.getState();
      const chosen = new Set(before);
      let selects = false;
      for (const change of changes) {
        if (change.type !== "select") continue;
        selects = true;
        if (change.selected) chosen.add(change.id);
        else chosen.delete(change.id);
      }
      if (selects) editor.select(chosenNodes, chosen, notes);
    },
    [editor],
  );
  const onNodeClick = useCallback(
    (event: MouseEvent, node: CanvasNode) => {
      if (node.type === "note") return canvas.current?.focusNote(node.data.note);
      if (node.type !== "card") return;
      if (!event.shiftKey && !event.metaKey && !event.ctrlKey) editor.setState({ inspector: true });
      canvas.current?.focus(node.id);
    },
    [editor, canvas],
  );
  const onNodeDoubleClick = useCallback(
    (_: MouseEvent, node: CanvasNode) => {
      if (node.type === "note" && !editor.getState().readOnly) editor.setState({ writing: node.data.note });
    },
    [editor],
  );
  const onPaneClick = useCallback(() => editor.select([]), [editor]);
  return { onNodesChange, onEdgesChange, onNodeClick, onNodeDoubleClick, onPaneClick };
}
