import { expect, test } from "vitest";
import type { Finding } from "@/flow/types";
import { createTools } from "@/testing/tools";
import type { CanvasView } from "./context";
import { showFinding } from "./reach";

const about = (node: string | null, field: string | null): Finding => ({ code: "FR010", severity: "error", node, field, cause: "nothing leads to ‘say’", mend: "connect it" });

function open() {
  const tools = createTools();
  const focused: string[] = [];
  tools.canvas.current = { reveal: () => undefined, focus: (id: string) => void focused.push(id) } as unknown as CanvasView;
  /** What the inspector answers. */
  const answer = (found: boolean) => tools.editor.setState(({ focusField }) => ({ focusField: found || !focusField ? null : { ...focusField, isMissing: true } }));
  return { tools, focused, answer };
}

test("a problem without a field puts the focus on its node, and is said", () => {
  const { tools, focused } = open();
  showFinding(tools, about("say", null));
  expect(focused).toEqual(["say"]);
  expect(tools.editor.getState()).toMatchObject({ active: "say", said: "Nothing leads to ‘say’. Connect it." });
});

test("one of the flow itself puts it on the start", () => {
  const { tools, focused } = open();
  showFinding(tools, about(null, null));
  expect(focused).toEqual(["start"]);
});

test("where the field that is named does not exist, the node gets the focus as soon as the inspector says so", () => {
  const { tools, focused, answer } = open();
  showFinding(tools, about("say", "/config/text"));
  expect(tools.editor.getState()).toMatchObject({ inspector: true, tab: "setup", focusField: { field: "/config/text" } });
  expect(focused).toEqual([]);
  answer(false);
  expect(focused).toEqual(["say"]);
  // It is said once.
  tools.editor.select(["kb"]);
  expect(focused).toEqual(["say"]);
});

test("a field that has got the focus keeps it", () => {
  const { tools, focused, answer } = open();
  showFinding(tools, about("say", "/config/text"));
  answer(true);
  expect(focused).toEqual([]);
});

test("who has gone elsewhere before the answer came stays there", () => {
  const { tools, focused, answer } = open();
  showFinding(tools, about("say", "/config/text"));
  tools.editor.select(["kb"]);
  answer(false);
  showFinding(tools, about("say", "/config/text"));
  tools.editor.setState({ inspector: false });
  answer(false);
  expect(focused).toEqual([]);
});
