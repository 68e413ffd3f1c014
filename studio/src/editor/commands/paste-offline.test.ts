// @vitest-environment happy-dom
import { expect, test, vi } from "vitest";
import { createTools } from "@/testing/tools";
import { pasteText } from "./clipboard";

const told = vi.hoisted(() => vi.fn());
vi.mock("@/ui/toast", () => ({ toast: told }));
vi.mock("@/flow/clip-read", () => {
  throw new TypeError("Failed to fetch dynamically imported module");
});

test("that something cannot be pasted while the connection is away is said and shown", async () => {
  const tools = createTools();
  const { doc } = tools.editor.getState();
  expect(pasteText(tools, '{"format":"flowright-clip/1","nodes":[{"id":"x","kind":"reply"}],"edges":[]}')).toBe(true);
  const why = "It could not be pasted: the connection is away. Try again.";
  await vi.waitFor(() => expect(told).toHaveBeenCalledExactlyOnceWith(why, "danger"));
  expect(tools.editor.getState()).toMatchObject({ said: why, doc });
});
