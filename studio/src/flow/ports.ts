// A node's ports and where they sit. Geometry comes from the kind, so the canvas never has to measure a node.
import { OUT } from "./document";
import type { FlowNode, NodeKind, Port } from "./types";

export const NODE_WIDTH = 240;
export const NODE_HEIGHT = 84;
const PORT_STEP = 24;

/** The ports a node has with its present config, in drawing order. */
export function portsOf(node: FlowNode, kind: NodeKind | undefined): Port[] {
  if (!kind) return [{ name: OUT, kind: "flow" }];
  const ports: Port[] = [];
  const add = (port: Port) => {
    if (port.name && !ports.some((other) => other.name === port.name)) ports.push(port);
  };
  for (const source of kind.ports) {
    if ("fixed" in source) add(source.fixed);
    else if ("each" in source) {
      const list = pointed(node.config, source.each.list);
      if (!Array.isArray(list)) continue;
      for (const item of list as unknown[]) {
        const name = source.each.name === "" ? item : pointed(item, source.each.name);
        if (typeof name === "string") add({ name, kind: "branch" });
      }
    } else if ("optional" in source) {
      const name = pointed(node.config, source.optional.pointer);
      if (typeof name === "string" && name) add({ name, kind: "branch" });
    } else if ("when" in source) {
      const { port, any_of, none_of } = source.when;
      const set = (pointer: string) => isSet(pointed(node.config, pointer));
      if ((any_of.length === 0 || any_of.some(set)) && !none_of.some(set)) add(port);
    } else {
      const name = pointed(node.config, source.named.pointer);
      add({ name: typeof name === "string" && name ? name : source.named.default, kind: "branch" });
    }
  }
  if (kind.role === "tool") add({ name: "error", kind: "error" });
  return ports;
}

/** Null, false, "" and empty lists are not set. */
function isSet(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === "") return false;
  return typeof value === "object" ? Object.keys(value).length > 0 : true;
}

/** Value at a JSON pointer; a bare key counts as a pointer of one step. */
export function pointed(value: unknown, pointer: string): unknown {
  const steps = pointer.replace(/^\//, "").split("/").filter(Boolean);
  let here = value;
  for (const step of steps) {
    if (typeof here !== "object" || here === null) return undefined;
    here = (here as Record<string, unknown>)[step.replaceAll("~1", "/").replaceAll("~0", "~")];
  }
  return here;
}

export const nodeHeight = (ports: Port[]): number => NODE_HEIGHT + PORT_STEP * Math.max(0, ports.length - 2);

/** Distance of an outgoing port from the node's top. */
export function portY(index: number, count: number): number {
  return count === 1 ? NODE_HEIGHT / 2 : 38 + PORT_STEP * index;
}

export const INPUT_Y = NODE_HEIGHT / 2;
