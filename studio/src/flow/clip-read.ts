// Reads what was copied, from a text that may come from anywhere. Loaded when something is pasted.
import { t } from "@/i18n";
import { type Clip, meansClip } from "./clip";
import { wrongIn } from "./clip-check";
import { NOTE_HEIGHT, NOTE_WIDTH } from "./notes";
import { COLOURS, type FlowEdge, type FlowNode, type Group, type Note, type Point } from "./types";

/** Why nothing of it is pasted, in a sentence. */
export interface Refused {
  refused: string;
}

/** `null` for text that is not a clip: anything may be on the clipboard. A clip in which something is wrong is refused as a whole: the
 *  server would refuse the draft that it became part of. */
export function read(text: string): Clip | Refused | null {
  let value: Partial<Record<keyof Clip, unknown>> | null;
  try {
    value = JSON.parse(text) as typeof value;
  } catch {
    return meansClip(text) ? { refused: t("Nothing was pasted: the text begins like a part of a flow, but cannot be read. It may be cut off; copy it again.") } : null;
  }
  if (value?.format !== "flowright-clip/1") return null;
  const wrong = wrongIn(value);
  if (wrong) return { refused: wrong };
  const nodes = value.nodes as FlowNode[];
  const twice = nodes.find((node, at) => nodes.findIndex((other) => other.id === node.id) !== at);
  if (twice) return { refused: t("Nothing was pasted: two of the nodes are called ‘{id}’.", { id: twice.id }) };
  const notes = listOf(value.notes).flatMap(readNote);
  const groups = listOf(value.groups).flatMap(readGroup);
  if (nodes.length + notes.length === 0) return null;
  return { format: "flowright-clip/1", nodes, edges: value.edges as FlowEdge[], layout: (value.layout ?? {}) as Clip["layout"], groups, notes };
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const isPoint = (at: unknown): at is Point => typeof at === "object" && at !== null && Number.isFinite((at as Point).x) && Number.isFinite((at as Point).y);
const colourOf = (value: unknown) => COLOURS.find((one) => one === value);

function readNote(value: unknown): Note[] {
  if (!isPoint(value)) return [];
  const { id, text, colour, x, y, width, height } = value as Partial<Note> & Point;
  const size = (given: unknown, usual: number) => (typeof given === "number" && given > 0 ? given : usual);
  return [{ id: String(id), text: typeof text === "string" ? text : "", colour: colourOf(colour) ?? "yellow", x, y, width: size(width, NOTE_WIDTH), height: size(height, NOTE_HEIGHT) }];
}

function readGroup(value: unknown): Group[] {
  const { id, title, colour, nodes, collapsed } = (value ?? {}) as Partial<Group>;
  const inside = listOf(nodes).filter((one) => typeof one === "string");
  if (inside.length === 0) return [];
  return [{ id: String(id), title: typeof title === "string" ? title : "", colour: colourOf(colour) ?? "grey", nodes: inside, ...(collapsed === true && { collapsed }) }];
}
