// @vitest-environment happy-dom
// What is written on a card.
import { render, screen } from "@testing-library/react";
import { type NodeProps, ReactFlowProvider } from "@xyflow/react";
import { expect, test } from "vitest";
import { EditorProvider } from "@/editor/context";
import { portsOf } from "@/flow/ports";
import { docOf, flow, kinds, node } from "@/testing/builders";
import { createTools } from "@/testing/tools";
import { NodeCard } from "./NodeCard";
import type { CardNode } from "./rf";

const inner = { ...node("say", "reply"), parent: "each" };
const drawn = flow([node("each", "map"), inner, node("words")], "start>each each.body>say each>words");

function card(id: string, kind: string) {
  const ports = portsOf(node(id, kind), kinds.get(kind)).map((port) => ({ ...port, broken: false }));
  const props = { id, data: { kind, ports }, selected: false, dragging: false } as unknown as NodeProps<CardNode>;
  render(
    <EditorProvider tools={createTools(docOf(drawn))}>
      <ReactFlowProvider>
        <NodeCard {...props} />
      </ReactFlowProvider>
    </EditorProvider>,
  );
}

test("among ports with names the usual way on has one too", () => {
  card("each", "map");
  for (const word of ["body", "then", "error"]) expect(screen.getByText(word)).toBeTruthy();
});

test("a port that is alone needs none", () => {
  card("say", "reply");
  expect(screen.queryByText("then")).toBeNull();
});
