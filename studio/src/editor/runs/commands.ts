// Commands of debugging: stop, pin, go on from here, look back.
import { ancestors } from "@/flow/bodies";
import { START } from "@/flow/document";
import { t } from "@/i18n";
import type { EditorTools } from "../context";
import type { Command } from "../commands/types";
import { toast } from "@/ui/toast";

const active = ({ editor }: EditorTools) => {
  const id = editor.getState().active;
  return id === START ? null : id;
};
const canTest = (tools: EditorTools) => tools.sync !== null && active(tools) !== null;

/** The event after which the newest firing of a node began, in the run that is watched. */
export function before({ runs }: EditorTools, node: string): { run: string; seq: number } | null {
  const { now } = runs.getState();
  const step = now?.steps.findLast((one) => one.address === node);
  return now && step ? { run: now.id, seq: Math.max(1, step.began - 1) } : null;
}

function runFrom(tools: EditorTools): void {
  const node = active(tools);
  if (!node) return;
  const loop = ancestors(tools.editor.getState().doc.flow, node).at(-1);
  const place = before(tools, loop ?? node);
  if (!place) return toast(t("Run the flow once, up to this node: what came before it is then taken from that run."));
  tools.trial.open(loop === undefined ? { is: "fork", ...place, from: node } : { is: "fork", ...place, from: loop, wish: node });
}

function lookBack(tools: EditorTools, by: 1 | -1): void {
  tools.runs.step(by);
  const { moments, at, view } = tools.runs.getState();
  const index = at === null ? moments.length : moments.findIndex((moment) => moment.seq === at) + 1;
  const node = moments[index - 1]?.node;
  if (view) tools.editor.say(node ? t("Step {n} of {m}: {node}", { n: index, m: moments.length, node }) : t("Step {n} of {m}", { n: index, m: moments.length }));
}

export const runCommands: Command[] = [
  {
    id: "breakpoint",
    label: t("Stop at this node…"),
    keys: ["B"],
    group: "Run",
    when: canTest,
    perform: (tools) => {
      const node = active(tools);
      if (node) tools.trial.open({ is: "stop", node });
    },
  },
  {
    id: "pin",
    label: t("Pin what this node answers…"),
    keys: ["P"],
    group: "Run",
    when: canTest,
    perform: (tools) => {
      const node = active(tools);
      if (node) tools.trial.open({ is: "pin", node });
    },
  },
  { id: "run-from", label: t("Run from here…"), keys: ["Shift+R"], group: "Run", when: canTest, perform: runFrom },
  { id: "run-node", label: t("Run only this node…"), keys: [], group: "Run", when: canTest, perform: ({ editor }) => editor.setState({ inspector: true, tab: "test" }) },
  { id: "step-back", label: t("A step back in the run"), keys: [","], row: t("A step back or on in the run"), group: "Run", when: ({ runs }) => runs.getState().moments.length > 0, perform: (tools) => lookBack(tools, -1) },
  { id: "step-on", label: t("A step on in the run"), keys: ["."], row: t("A step back or on in the run"), group: "Run", when: ({ runs }) => runs.getState().at !== null, perform: (tools) => lookBack(tools, 1) },
  { id: "clear-trial", label: t("Remove all pins and breakpoints"), keys: [], group: "Run", when: ({ trial }) => Object.keys({ ...trial.getState().pins, ...trial.getState().stops }).length > 0, perform: ({ trial }) => trial.clear() },
  {
    id: "coverage",
    label: t("Show on the canvas what is not tested"),
    keys: [],
    group: "Run",
    perform: ({ editor, trial }) => {
      const { coverage, showCoverage } = trial.getState();
      // Without tests there is nothing to show: the panel says how to make some.
      if (!coverage) return editor.setState({ panel: "tests" });
      trial.setState({ showCoverage: !showCoverage });
      editor.say(showCoverage ? t("Coverage is hidden.") : t("{n} of {m} branches tested", { n: coverage.ways_visited, m: coverage.ways }));
    },
  },
  { id: "tests", label: t("Tests"), keys: [], group: "Run", perform: ({ editor }) => editor.setState({ panel: "tests" }) },
];
