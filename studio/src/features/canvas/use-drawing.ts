// What React Flow is given: cards, edges and everything beside them, all made of one state of the editor. Made apart from each other,
// an edge would leave by a port that its card has not drawn yet.
import { useState } from "react";
import { useEditorState } from "@/editor/context";
import type { EditorState } from "@/editor/store";
import { hidden } from "@/flow/groups";
import { type CanvasNode, type CardEdge, type CardNode, cardMaker, type Drag } from "./rf";
import { edgeMaker } from "./rf-edges";
import { sceneMaker } from "./rf-marks";

export interface Drawing {
  cards: CardNode[];
  edges: CardEdge[];
  nodes: CanvasNode[];
}

/** Made once per canvas. Gives the same as before when nothing that is drawn has changed: typing into a setting draws nothing, and
 *  moving a card makes no edge anew. */
export function drawingMaker() {
  const [makeCards, makeEdges, makeScene] = [cardMaker(), edgeMaker(), sceneMaker()];
  let last: Drawing = { cards: [], edges: [], nodes: [] };
  return ({ doc, kinds, nodes: chosen, edges: chosenEdges, notes, readOnly }: EditorState, drag: Drag): Drawing => {
    const away = hidden(doc.flow, doc.layout);
    const { list: cards, ports } = makeCards(doc.flow, doc.layout, kinds, chosen, away, drag);
    const edges = makeEdges(doc.flow, ports, away, chosenEdges);
    const nodes = makeScene(doc.flow, doc.layout, cards, notes, drag, readOnly);
    if (cards !== last.cards || edges !== last.edges || nodes !== last.nodes) last = { cards, edges, nodes };
    return last;
  };
}

export function useDrawing(drag: Drag): Drawing {
  const [draw] = useState(drawingMaker);
  return useEditorState((state) => draw(state, drag));
}
