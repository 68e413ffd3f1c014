// @vitest-environment happy-dom
// What the canvas does by itself while somebody drags or a run goes on.
import type { ReactNode } from "react";
import { act, fireEvent, renderHook } from "@testing-library/react";
import { ReactFlowProvider } from "@xyflow/react";
import { expect, test } from "vitest";
import { EditorProvider, type EditorTools } from "@/editor/context";
import { createRunStore } from "@/editor/runs/run-store";
import { createEditor } from "@/editor/store";
import { docOf, flow, kinds, node } from "@/testing/builders";
import type { CanvasNode } from "./rf";
import { useDragging } from "./use-dragging";
import { useFollowedRun } from "./use-view";

function setUp() {
  const editor = createEditor({ name: "test", kinds, doc: docOf(flow([node("kb"), node("say"), node("sorry")], "start>kb kb>say kb.error>sorry")) });
  const runs = createRunStore();
  const seen: string[] = [];
  const canvas = { current: { reveal: (id: string) => void seen.push(id) } };
  const tools = { editor, runs, canvas } as unknown as EditorTools;
  const wrapper = ({ children }: { children: ReactNode }) => (
    <EditorProvider tools={tools}>
      <ReactFlowProvider>{children}</ReactFlowProvider>
    </EditorProvider>
  );
  return { editor, runs, seen, wrapper };
}

test("Escape gives up a drag: everything is back where it was, and there is nothing to undo", () => {
  const { editor, wrapper } = setUp();
  const before = editor.getState();
  const { result } = renderHook(() => useDragging(), { wrapper });
  const drag = (x: number) => act(() => result.current.onMoves([{ type: "position", id: "kb", position: { x, y: 0 }, dragging: true }]));
  drag(640);
  expect(result.current.drag).not.toBeNull();
  expect(fireEvent.keyDown(document.body, { key: "Escape" })).toBe(false);
  expect(result.current.drag).toBeNull();
  // The pointer is still held, and moves on.
  drag(800);
  expect(result.current.drag).toBeNull();
  act(() => result.current.onDragStop({ id: "kb" } as CanvasNode, () => null));
  expect(editor.getState().doc).toBe(before.doc);
  expect(editor.getState().history).toBe(before.history);
  // The next one is a drag again.
  drag(640);
  act(() => result.current.onDragStop({ id: "kb" } as CanvasNode, () => null));
  expect(editor.getState().doc.layout.nodes.kb?.x).toBe(640);
  // With nothing in the hand the key is not taken.
  expect(fireEvent.keyDown(document.body, { key: "Escape" })).toBe(true);
});

test("the view follows the steps that a run takes, and none that it skips", () => {
  const { runs, seen, wrapper } = setUp();
  renderHook(() => useFollowedRun(), { wrapper });
  const steps: { key: string; node: string; status: string }[] = [];
  const come = (id: string, status: string) => {
    steps.push({ key: id, node: id, status });
    runs.setState({ live: true, view: { id: "run", steps: [...steps] } as never });
  };
  come("start", "done");
  come("kb", "running");
  come("sorry", "skipped");
  come("say", "waiting");
  come("other", "skipped");
  expect(seen).toEqual(["start", "kb", "say"]);
});
