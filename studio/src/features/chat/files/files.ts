// What is being sent along with a message, as a list that changes by actions; and which files may come into it.
import type { Problem } from "@/api/http";
import type { Attachment, FileRules } from "@/api/types";
import { t } from "@/i18n";
import { sizeWords } from "@/lib/size";

export interface Picked {
  key: string;
  file: File;
  /** `lost`: the network did not carry it, and trying again may help. `refused`: it will not. */
  state: "sending" | "there" | "lost" | "refused";
  /** From 0 to 1. */
  done: number;
  sent?: Attachment;
  problem?: string;
}

export type FilesAction =
  | { type: "picked"; files: Picked[] }
  | { type: "progress"; key: string; done: number }
  | { type: "there"; key: string; sent: Attachment }
  | { type: "failed"; key: string; problem: Problem }
  | { type: "again"; key: string }
  | { type: "removed"; keys: string[] };

export function filesReducer(list: Picked[], action: FilesAction): Picked[] {
  switch (action.type) {
    case "picked":
      return [...list, ...action.files];
    case "removed":
      return list.filter((one) => !action.keys.includes(one.key));
    default:
      return list.map((one) => (one.key === action.key ? { ...one, ...changed(action) } : one));
  }
}

function changed(action: Exclude<FilesAction, { type: "picked" | "removed" }>): Partial<Picked> {
  switch (action.type) {
    case "progress":
      return { done: action.done };
    case "there":
      return { state: "there", done: 1, sent: action.sent, problem: undefined };
    case "again":
      return { state: "sending", done: 0, problem: undefined };
    case "failed":
      return isLost(action.problem) ? { state: "lost", problem: t("The connection was lost.") } : { state: "refused", problem: action.problem.message };
  }
}

const isLost = (problem: Problem) => problem.status === 0 || problem.status >= 500 || problem.status === 429;

/** A refused file stands in the list to be seen; it takes no place in the message and does not hold it back. */
export const comesAlong = (one: Picked): boolean => one.state !== "refused";

/** What of `files` is taken into a list that has some already: all that are refused, and of the others as many as there is room for. */
export function pick(files: File[], list: Picked[], rules: FileRules, key: () => string): { picked: Picked[]; isOver: boolean } {
  const all = files.map((file): Picked => {
    const problem = refusal(file, rules) ?? undefined;
    return { key: key(), file, state: problem ? "refused" : "sending", done: 0, problem };
  });
  const room = Math.max(0, rules.max_files - list.filter(comesAlong).length);
  const coming = all.filter(comesAlong);
  const left = new Set(coming.slice(room));
  return { picked: all.filter((one) => !left.has(one)), isOver: left.size > 0 };
}

/** Why a file cannot come along, or `null`. The server looks at its bytes as well. */
export function refusal(file: { name: string; size: number; type: string }, rules: FileRules): string | null {
  const ending = /\.([^.]+)$/.exec(file.name.toLowerCase())?.[1] ?? "";
  const isKnown = rules.types.some((one) => one.type === file.type || one.endings.includes(ending));
  if (!isKnown) return t("Files of this type cannot be sent here.");
  if (file.size === 0) return t("This file is empty.");
  return file.size > rules.max_bytes ? t("Larger than {size}.", { size: sizeWords(rules.max_bytes) }) : null;
}

/** The rules in one line: “PNG, JPG, PDF. Up to 10 MB each, 5 in a message.” */
export function rulesWords(rules: FileRules): string {
  const types = rules.types.map((one) => (one.endings[0] ?? one.type).toUpperCase()).join(", ");
  return t("{types}. Up to {size} each, {count} in a message.", { types, size: sizeWords(rules.max_bytes), count: rules.max_files });
}

/** For `accept` of a file input: endings too, since not every system knows every type. */
export const acceptWords = (rules: FileRules): string => rules.types.flatMap((one) => [one.type, ...one.endings.map((ending) => `.${ending}`)]).join(",");

/** Whether pictures may be sent, and so whether a camera helps. */
export const takesPictures = (rules: FileRules): boolean => rules.types.some((one) => one.type === "image/jpeg");
