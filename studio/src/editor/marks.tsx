// What a comparison says about what is drawn. Absent in an ordinary editor.
import { createContext, useContext } from "react";
import type { Marks, NodeMark } from "@/flow/drawn-diff";
import type { NodeId } from "@/flow/types";

const Context = createContext<Marks | null>(null);

export const MarksProvider = Context.Provider;

export const useMarks = (): Marks | null => useContext(Context);

export const useNodeMark = (id: NodeId): NodeMark | undefined => useContext(Context)?.nodes.get(id);

export const useIsMoved = (id: NodeId): boolean => useContext(Context)?.moved.has(id) ?? false;

export const useEdgeMark = (id: string): "added" | "removed" | undefined => useContext(Context)?.edges.get(id);
