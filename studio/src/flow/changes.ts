// A diff of the server as a list that people go through, and in a sentence.
import { t } from "@/i18n";
import type { Diff, Edge, FieldChange, ItemChange } from "./generated/flow";
import type { NodeKind } from "./types";

export type Mark = "added" | "removed" | "changed" | "renamed";
export type Group = "nodes" | "edges" | "channels" | "tests" | "flow";

/** One thing that changed, whole: a node with all its fields is one. */
export interface Entry {
  key: string;
  group: Group;
  mark: Mark;
  name: string;
  /** The id that a renamed node had. */
  was?: string;
  kind?: string;
  edge?: Edge;
  /** What changed in it. */
  fields: FieldChange[];
  /** What came, or what went. */
  value?: unknown;
}

/** In the order in which they are drawn and listed. */
export function entries(diff: Diff): Entry[] {
  return [
    ...diff.nodes.map((item) => ofItem("nodes", item)),
    ...diff.edges.map((change): Entry => {
      const [mark, edge]: [Mark, Edge] = "added" in change ? ["added", change.added] : ["removed", change.removed];
      return { key: `edges:${mark}:${edge.from}->${edge.to}`, group: "edges", mark, name: `${edge.from} → ${edge.to}`, edge, fields: [] };
    }),
    ...diff.channels.map((item) => ofItem("channels", item)),
    ...diff.tests.map((item) => ofItem("tests", item)),
    ...ofFlow(diff),
  ];
}

function ofItem(group: Group, item: ItemChange): Entry {
  const base = { key: `${group}:${item.name}`, group, name: item.name, was: item.was, kind: item.kind };
  if ("added" in item.change) return { ...base, mark: "added", fields: [], value: item.change.added };
  if ("removed" in item.change) return { ...base, mark: "removed", fields: [], value: item.change.removed };
  return { ...base, mark: item.was !== undefined && item.change.changed.length === 0 ? "renamed" : "changed", fields: item.change.changed };
}

/** The flow's own settings, one entry for each of them; an order is one too, because versions differ by it. */
function ofFlow(diff: Diff): Entry[] {
  const byName = new Map<string, FieldChange[]>();
  for (const field of diff.flow) {
    const name = field.path.split("/")[1] ?? "";
    byName.set(name, [...(byName.get(name) ?? []), field]);
  }
  const order = (name: string, names: string[] | undefined): [string, FieldChange[]][] => (names ? [[name, [{ path: `/${name}`, change: { order: names } }]]] : []);
  const all = [...byName, ...order("node_order", diff.node_order), ...order("edge_order", diff.edge_order?.map((edge) => `${edge.from} → ${edge.to}`))];
  return all.map(([name, fields]) => ({ key: `flow:${name}`, group: "flow", mark: "changed", name, fields }));
}

const PROMPT = /^\/config\/(prompt|system|instructions)$/;
const BRANCH = /^\/config\/(cases|classes|options|branches)\/\[[^\]]*\]$/;

interface Counted {
  changed: number;
  prompts: number;
  added: number;
  removed: number;
  renamed: number;
  newBranches: number;
  goneBranches: number;
  newEdges: number;
  goneEdges: number;
  channels: number;
  newTests: number;
  goneTests: number;
  tests: number;
}

function counted(list: Entry[]): Counted {
  const nodes = list.filter((entry) => entry.group === "nodes");
  const fields = nodes.flatMap((entry) => entry.fields);
  const edges = list.filter((entry) => entry.group === "edges");
  const tests = list.filter((entry) => entry.group === "tests");
  // Connections of a node that came or went say nothing that the node does not.
  const isOf = (mark: Mark) => new Set(nodes.filter((entry) => entry.mark === mark).map((entry) => entry.name));
  const [came, went] = [isOf("added"), isOf("removed")];
  const stands = (edge: Edge | undefined, gone: Set<string>) => edge !== undefined && !gone.has(edge.from.split(".")[0] ?? "") && !gone.has(edge.to);
  return {
    changed: nodes.filter((entry) => entry.mark === "changed").length,
    prompts: fields.filter((field) => PROMPT.test(field.path)).length,
    added: came.size,
    removed: went.size,
    renamed: nodes.filter((entry) => entry.was !== undefined).length,
    newBranches: fields.filter((field) => BRANCH.test(field.path) && "added" in field.change).length,
    goneBranches: fields.filter((field) => BRANCH.test(field.path) && "removed" in field.change).length,
    newEdges: edges.filter((entry) => entry.mark === "added" && stands(entry.edge, came)).length,
    goneEdges: edges.filter((entry) => entry.mark === "removed" && stands(entry.edge, went)).length,
    channels: list.filter((entry) => entry.group === "channels").length,
    newTests: tests.filter((entry) => entry.mark === "added").length,
    goneTests: tests.filter((entry) => entry.mark === "removed").length,
    tests: tests.filter((entry) => entry.mark === "changed" || entry.mark === "renamed").length,
  };
}

/** “2 nodes changed”, “1 prompt”, “1 new branch”: what stands in a list, and joined in a sentence. */
export function summary(list: Entry[]): string[] {
  const n = counted(list);
  const said: [number, string][] = [
    [n.changed, t("{count, plural, one {# node changed} other {# nodes changed}}", { count: n.changed })],
    [n.prompts, t("{count, plural, one {# prompt} other {# prompts}}", { count: n.prompts })],
    [n.added, t("{count, plural, one {# new node} other {# new nodes}}", { count: n.added })],
    [n.removed, t("{count, plural, one {# node removed} other {# nodes removed}}", { count: n.removed })],
    [n.renamed, t("{count, plural, one {# node renamed} other {# nodes renamed}}", { count: n.renamed })],
    [n.newBranches, t("{count, plural, one {# new branch} other {# new branches}}", { count: n.newBranches })],
    [n.goneBranches, t("{count, plural, one {# branch removed} other {# branches removed}}", { count: n.goneBranches })],
    [n.newEdges, t("{count, plural, one {# new connection} other {# new connections}}", { count: n.newEdges })],
    [n.goneEdges, t("{count, plural, one {# connection removed} other {# connections removed}}", { count: n.goneEdges })],
    [n.channels, t("{count, plural, one {# channel changed} other {# channels changed}}", { count: n.channels })],
    [n.newTests, t("{count, plural, one {# new test} other {# new tests}}", { count: n.newTests })],
    [n.goneTests, t("{count, plural, one {# test removed} other {# tests removed}}", { count: n.goneTests })],
    [n.tests, t("{count, plural, one {# test changed} other {# tests changed}}", { count: n.tests })],
  ];
  const settings = (isOrder: boolean) => list.filter((entry) => entry.group === "flow" && entry.name.endsWith("_order") === isOrder).map((entry) => t("{setting} changed", { setting: settingName(entry.name) }));
  const all = [...said.filter(([count]) => count > 0).map(([, words]) => words), ...settings(false)];
  // An order follows from most other changes; it is worth a word when it is all there is.
  return all.length > 0 ? all : settings(true);
}

/** A message for the history: what a person would write who has little time. */
export function drafted(list: Entry[]): string {
  const nodes = list.filter((entry) => entry.group === "nodes");
  const only = nodes.length > 0 && nodes.length <= 3 ? nodes.map((entry) => entry.name).join(", ") : "";
  const said = summary(list).join(", ");
  return only ? t("{changes} ({nodes})", { changes: said, nodes: only }) : said;
}

/** What a setting of the flow is called. */
export function settingName(name: string): string {
  const known: Record<string, string> = {
    title: t("Title"),
    description: t("Description"),
    input: t("Input"),
    output: t("Output"),
    schemas: t("Schemas"),
    limits: t("Limits"),
    node_order: t("Order of the nodes"),
    edge_order: t("Order of the connections"),
  };
  return known[name] ?? name;
}

/** `/config/cases/[port=yes]/when` as “Cases › yes › When”, by the titles in the kind's schema. */
export function fieldName(path: string, kind: NodeKind | undefined): string {
  let schema: Schema | undefined = kind?.config_schema as Schema | undefined;
  const words: string[] = [];
  for (const step of path.split("/").slice(1)) {
    const name = step.replaceAll("~1", "/").replaceAll("~0", "~");
    if (words.length === 0 && name === "config") continue;
    const named = /^\[(?:\w+=)?(.*)\]$/.exec(name);
    if (named || /^\d+$/.test(name)) {
      words.push(named?.[1]?.replaceAll('"', "") ?? String(Number(name) + 1));
      schema = schema?.items;
    } else {
      schema = schema?.properties?.[name];
      words.push(schema?.title ?? name.replaceAll("_", " ").replace(/^./, (letter) => letter.toUpperCase()));
    }
  }
  return words.join(" › ");
}

interface Schema {
  title?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
}
