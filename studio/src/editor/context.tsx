import { createContext, type ReactNode, useContext } from "react";
import { useStore } from "zustand";
import type { Box } from "@/flow/bodies";
import type { NodeId, Point } from "@/flow/types";
import type { DraftSync } from "./draft-sync";
import type { RunState, RunStore } from "./runs/run-store";
import type { TrialState, TrialStore } from "./runs/trial-store";
import type { Editor, EditorState } from "./store";
import type { Taste, TasteStore } from "./taste";

/** What the drawn canvas can do for a command, and of it what the outline can. */
export interface CanvasView {
  fit(): void;
  fitSelection(): void;
  actualSize(): void;
  reveal(node: NodeId): void;
  revealBox(box: Box): void;
  /** The node, or the collapsed group that stands for it. */
  focus(node: NodeId): void;
  focusNote(note: string): void;
  /** What can be done with the connection, in its middle. */
  focusEdge(edge: string): void;
  /** Shows the nodes on their way from these places to where they are now. */
  glide(from: Record<NodeId, Point>): void;
  /** A free place in the middle of what is seen. */
  middle(): Point;
  /** Asks for another id where the node stands; absent where that is asked in the inspector. */
  rename?(node: NodeId): void;
  /** The place that is drawn at a point of the page. */
  placeAt(page: Point): Point | null;
}

export interface EditorTools {
  editor: Editor;
  runs: RunStore;
  /** Pins, breakpoints and coverage: what one asks of test runs. */
  trial: TrialStore;
  /** What this person likes to add. */
  taste: TasteStore;
  sync: DraftSync | null;
  canvas: { current: CanvasView | null };
  /** Moves the focus to the palette's search. */
  focusPalette: { current: (() => void) | null };
  focusChat: { current: (() => void) | null };
}

const Context = createContext<EditorTools | null>(null);

export function EditorProvider({ tools, children }: { tools: EditorTools; children: ReactNode }) {
  return <Context value={tools}>{children}</Context>;
}

export function useTools(): EditorTools {
  const tools = useContext(Context);
  if (!tools) throw new Error("the editor is used outside of its provider");
  return tools;
}

export const useEditor = () => useTools().editor;

export const useEditorState = <T,>(select: (state: EditorState) => T): T => useStore(useTools().editor, select);

export const useRun = <T,>(select: (state: RunState) => T): T => useStore(useTools().runs, select);

export const useTrial = <T,>(select: (state: TrialState) => T): T => useStore(useTools().trial, select);

export const useTaste = <T,>(select: (state: Taste) => T): T => useStore(useTools().taste, select);
