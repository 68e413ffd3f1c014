import { beforeEach, expect, test, vi } from "vitest";
import { createTools } from "@/testing/tools";
import { openNamed } from "./go-to";

const told = vi.hoisted(() => vi.fn());
vi.mock("@/ui/toast", () => ({ toast: told }));
vi.stubGlobal("localStorage", { getItem: () => null, setItem: () => undefined });
beforeEach(() => told.mockClear());

test("a link to a node opens it", () => {
  const tools = createTools();
  openNamed(tools, "kb");
  expect(tools.editor.getState()).toMatchObject({ active: "kb", inspector: true });
  openNamed(tools, "start");
  expect(tools.editor.getState().active).toBe("start");
  expect(told).not.toHaveBeenCalled();
});

test("a link to a node that is no more says which, and chooses nothing", () => {
  const tools = createTools();
  openNamed(tools, "ghost");
  expect(tools.editor.getState()).toMatchObject({ active: null, inspector: false, said: "There is no node ‘ghost’ in this flow." });
  expect(told).toHaveBeenCalledExactlyOnceWith("There is no node ‘ghost’ in this flow.");
});
