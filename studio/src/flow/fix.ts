// Making a finding's fix, as `flow-schema` does: all of its edits, or none when the document has changed meanwhile.
import type { Edit, Fix } from "./generated/flow";
import type { Flow, NodeId } from "./types";

type Json = Record<string, unknown> | unknown[];

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);
const unescape = (step: string) => step.replaceAll("~1", "/").replaceAll("~0", "~");
const steps = (field: string) => field.split("/").slice(1).map(unescape);

/** The flow with the edits made; `null` when one of them has lost its place. */
export function applyFix(flow: Flow, fix: Fix): Flow | null {
  const made = structuredClone(flow) as unknown as Record<string, unknown>;
  return fix.edits.every((edit) => make(made, edit)) ? (made as unknown as Flow) : null;
}

function make(flow: Record<string, unknown>, edit: Edit): boolean {
  switch (edit.edit) {
    case "replace_text": {
      const found = parent(flow, edit.node, edit.field);
      const written = found && read(found.of, found.name);
      if (!found || typeof written !== "string") return false;
      // Positions count characters, as Array.from does, not UTF-16 units.
      const characters = Array.from(written);
      write(found.of, found.name, characters.slice(0, edit.position.start).join("") + edit.text + characters.slice(edit.position.end).join(""));
      return true;
    }
    case "set":
      return set(place(flow, edit.node), steps(edit.field), edit.value);
    case "remove": {
      const found = parent(flow, edit.node, edit.field);
      if (!found || read(found.of, found.name) === undefined) return false;
      if (Array.isArray(found.of)) found.of.splice(Number(found.name), 1);
      else delete found.of[found.name];
      return true;
    }
    case "rename": {
      const found = parent(flow, edit.node, edit.field);
      if (!found || Array.isArray(found.of) || !(found.name in found.of) || edit.name in found.of) return false;
      found.of[edit.name] = found.of[found.name];
      delete found.of[found.name];
      return true;
    }
    case "add_edge": {
      const edges = (flow.edges ??= []) as { from: string; to: string }[];
      if (!edges.some((edge) => edge.from === edit.from && edge.to === edit.to)) edges.push({ from: edit.from, to: edit.to });
      return true;
    }
    case "add_node": {
      const nodes = (flow.nodes ??= []) as { id: string }[];
      if (nodes.some((node) => node.id === edit.id)) return false;
      nodes.push({ id: edit.id, kind: edit.kind, ...(edit.parent && { parent: edit.parent }) } as { id: string });
      return true;
    }
    case "remove_edge": {
      const edges = (flow.edges ?? []) as { from: string; to: string }[];
      const at = edges.findIndex((edge) => edge.from === edit.from && edge.to === edit.to);
      if (at >= 0) edges.splice(at, 1);
      return at >= 0;
    }
  }
}

/** The node, or the flow itself. */
function place(flow: Record<string, unknown>, node: NodeId | undefined): Record<string, unknown> | null {
  if (node === undefined) return flow;
  return ((flow.nodes ?? []) as Record<string, unknown>[]).find((one) => one.id === node) ?? null;
}

function parent(flow: Record<string, unknown>, node: NodeId | undefined, field: string): { of: Json; name: string } | null {
  const path = steps(field);
  const name = path.pop();
  let at: unknown = place(flow, node);
  for (const step of path) at = read(at, step);
  return name !== undefined && (isObject(at) || Array.isArray(at)) ? { of: at, name } : null;
}

function read(of: unknown, step: string): unknown {
  if (Array.isArray(of)) return of[Number(step)];
  return isObject(of) && Object.hasOwn(of, step) ? of[step] : undefined;
}

function write(of: Json, step: string, value: unknown): void {
  if (Array.isArray(of)) of[Number(step)] = value;
  else of[step] = value;
}

/** Makes what is missing on the way. */
function set(start: Record<string, unknown> | null, path: string[], value: unknown): boolean {
  const last = path.at(-1);
  if (!start || last === undefined) return false;
  let at: Json = start;
  for (const step of path.slice(0, -1)) {
    let next = read(at, step);
    if (next === undefined || next === null) {
      if (Array.isArray(at)) return false;
      next = {};
      write(at, step, next);
    }
    if (!isObject(next) && !Array.isArray(next)) return false;
    at = next;
  }
  if (Array.isArray(at) && Number(last) >= at.length) return false;
  write(at, last, value);
  return true;
}
