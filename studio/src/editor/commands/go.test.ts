// @vitest-environment happy-dom
import { expect, test, vi } from "vitest";
import { createTools } from "@/testing/tools";
import type { CanvasView } from "../context";
import { command } from "./all";

const view = (focus: (id: string) => void) => ({ focus }) as unknown as CanvasView;

test("the focus goes along from the canvas to the outline, to the node one is at", async () => {
  const tools = createTools();
  const [before, after] = [vi.fn(), vi.fn()];
  tools.canvas.current = view(before);
  tools.editor.select(["say"]);
  command("outline")?.perform(tools);
  expect(tools.editor.getState().view).toBe("outline");
  // The one goes, and the other is loaded.
  tools.canvas.current = null;
  requestAnimationFrame(() => (tools.canvas.current = view(after)));
  await vi.waitFor(() => expect(after).toHaveBeenCalledExactlyOnceWith("say"));
  expect(before).not.toHaveBeenCalled();
});

test("with no node chosen it goes to the start", async () => {
  const tools = createTools();
  const focus = vi.fn();
  command("outline")?.perform(tools);
  tools.canvas.current = view(focus);
  await vi.waitFor(() => expect(focus).toHaveBeenCalledExactlyOnceWith("start"));
});
