// Leading somebody to a connection, or to what a finding names: chosen, in sight, and with the focus.
import { fault } from "@/flow/broken";
import { edgeId, findNode, sourceOf, START } from "@/flow/document";
import { hidden } from "@/flow/groups";
import { NODE_HEIGHT, NODE_WIDTH } from "@/flow/ports";
import type { Finding, FlowEdge, NodeId } from "@/flow/types";
import { t } from "@/i18n";
import { upper } from "@/lib/upper";
import { setGroup } from "./commands/frames";
import type { EditorTools } from "./context";
import { edgeOfFinding, findingKey } from "./findings";

export function chooseEdge(tools: EditorTools, edge: FlowEdge): void {
  const { editor, canvas } = tools;
  const { doc, kinds, readOnly } = editor.getState();
  const from = sourceOf(edge);
  const away = hidden(doc.flow, doc.layout);
  const group = away.get(from.node);
  // Inside of a collapsed group nothing is drawn.
  if (group && group === away.get(edge.to) && !readOnly) setGroup(tools, group, { collapsed: false });
  editor.select([], [edgeId(edge)]);
  const ends = [from.node, edge.to].flatMap((id) => doc.layout.nodes[id] ?? []);
  const [xs, ys] = [ends.map((at) => at.x), ends.map((at) => at.y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  if (ends.length > 0) canvas.current?.revealBox({ x, y, width: Math.max(...xs) - x + NODE_WIDTH, height: Math.max(...ys) - y + NODE_HEIGHT });
  canvas.current?.focusEdge(edgeId(edge));
  const reason = fault(doc.flow, kinds, edge);
  editor.say(reason ? t("Broken connection from {from} to {to}. {reason}", { from: edge.from, to: edge.to, reason }) : t("Connection from {from} to {to}", { from: edge.from, to: edge.to }));
}

/** Asks the inspector for the field. Where there is none the node gets the focus: the field that had it may have gone. */
export function focusField({ editor, canvas }: EditorTools, node: NodeId, field: string): void {
  const asked = { field };
  editor.setState({ inspector: true, tab: /^\/(retry|timeout|on_error)/.test(field) ? "errors" : "setup", focusField: asked });
  const stop = editor.subscribe((state) => {
    if (state.focusField === asked && state.inspector && state.active === node) return;
    // Answered; or somebody is elsewhere by now, and stays there.
    stop();
    if (state.focusField?.isMissing && state.focusField.field === field && state.active === node) canvas.current?.focus(node);
  });
}

/** To the field it names, in the inspector; to the connection it is about; else to the start, which stands for the flow. */
export function showFinding(tools: EditorTools, finding: Finding): void {
  const { editor } = tools;
  const { doc } = editor.getState();
  editor.setState({ problem: findingKey(finding) });
  const edge = edgeOfFinding(doc.flow, finding);
  if (edge) return chooseEdge(tools, edge);
  const { field } = finding;
  const node = finding.node !== null && findNode(doc.flow, finding.node) ? finding.node : START;
  const group = hidden(doc.flow, doc.layout).get(node);
  if (group) setGroup(tools, group, { collapsed: false });
  editor.select([node]);
  tools.canvas.current?.reveal(node);
  editor.say(`${upper(finding.cause)}. ${upper(finding.mend)}.`);
  if (field !== null) return focusField(tools, node, field);
  editor.setState({ inspector: true, tab: "setup", focusField: null });
  tools.canvas.current?.focus(node);
}
