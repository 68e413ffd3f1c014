import { expect, test } from "vitest";
import { createTools } from "@/testing/tools";
import { mend } from "./mend";

test("a node that a fix brings stands after the one it is about, where nothing else does", () => {
  const tools = createTools();
  const { editor } = tools;
  const { doc } = editor.getState();
  const about = doc.flow.nodes[0]?.id as string;
  const taken = new Set(Object.values(doc.layout.nodes).map(({ x, y }) => `${x} ${y}`));
  mend(tools, {
    code: "FR023", severity: "warning", node: about, field: null, cause: "", mend: "",
    fix: { title: "add an End", edits: [{ edit: "add_node", id: "last", kind: "end" }, { edit: "add_edge", from: about, to: "last" }] },
  });
  const { flow, layout } = editor.getState().doc;
  expect(flow.nodes.at(-1)).toMatchObject({ id: "last", kind: "end" });
  const [here, there] = [layout.nodes[about], layout.nodes.last];
  expect(there && here && there.x).toBeGreaterThan(here?.x ?? 0);
  expect(taken.has(`${there?.x} ${there?.y}`)).toBe(false);
});
