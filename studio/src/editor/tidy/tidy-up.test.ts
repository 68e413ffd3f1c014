// @vitest-environment happy-dom
import { expect, test, vi } from "vitest";
import { createTools } from "@/testing/tools";
import { tidyUp } from "./tidy-up";

const told = vi.hoisted(() => vi.fn());
vi.mock("@/ui/toast", () => ({ toast: told }));

/** Its script is out of reach: it tells so, and never answers. */
class Unreachable extends EventTarget {
  constructor() {
    super();
    setTimeout(() => this.dispatchEvent(new Event("error")));
  }
  postMessage = () => undefined;
  terminate = () => undefined;
}

test("that the layout engine cannot be loaded is said and shown, each time anew", async () => {
  vi.stubGlobal("Worker", Unreachable);
  const tools = createTools();
  const { doc } = tools.editor.getState();
  const why = "Tidying up could not be loaded. Check the network and try again.";
  for (const times of [1, 2]) {
    await tidyUp(tools, null);
    expect(told).toHaveBeenCalledTimes(times);
    expect(told).toHaveBeenLastCalledWith(why, "danger");
    expect(tools.editor.getState().said).toContain(why);
  }
  expect(tools.editor.getState().doc).toBe(doc);
});
