// What a screen reader is told while a conversation goes on: sentences when they are finished, and what has come to be answered, with where it is.
import type { Form, Message } from "@/api/types";
import { t } from "@/i18n";
import { noticeWords } from "./notice";
import { type ChatState, saidBy } from "./reducer";

export interface Heard {
  /** Messages up to here were told. */
  seq: number;
  /** Of which run an answer is being told, and how many characters of it were. */
  run: string | null;
  upto: number;
  note: string;
}

export const heardNothing: Heard = { seq: 0, run: null, upto: 0, note: "" };

/** What is there when the page opens is read by whoever wants to; only what comes later is told. */
export const heardAll = (state: ChatState): Heard => ({ ...heardNothing, seq: state.messages.at(-1)?.seq ?? 0 });

/** What is to be said now that the conversation is in this state. */
export function announce(heard: Heard, state: ChatState): { heard: Heard; lines: string[] } {
  const lines: string[] = [];
  const next = { ...heard };
  for (const message of state.messages.filter((one) => one.seq > heard.seq)) {
    next.seq = message.seq;
    // What one wrote oneself one knows.
    if (message.role === "user") continue;
    const isTold = next.run !== null && message.run_id === next.run && message.kind === "text" && saidBy(message) === null;
    const rest = isTold ? plain(message.content.slice(next.upto)) : words(message);
    if (isTold) Object.assign(next, { run: null, upto: 0 });
    if (rest) lines.push(rest);
  }
  if (state.writing) {
    if (next.run !== state.writing.run) Object.assign(next, { run: state.writing.run, upto: 0 });
    const end = finished(state.writing.text, next.upto);
    const said = plain(state.writing.text.slice(next.upto, end));
    next.upto = end;
    if (said) lines.push(said);
  }
  if (state.note !== heard.note) {
    next.note = state.note;
    if (state.note) lines.push(state.note);
  }
  return { heard: next, lines };
}

/** Where the last finished sentence or line after `from` ends. */
export function finished(text: string, from: number): number {
  let end = from;
  for (const found of text.slice(from).matchAll(/[.!?…:](?:\s*\[[\d^,; ]{1,20}\])*["’”)*_]*(?=\s)|\n/g)) end = from + found.index + found[0].length;
  return end;
}

/** A text as one says it: without the marks of Markdown, and without the numbers of its sources. */
export function plain(text: string): string {
  return text
    .replace(/\[[\d^,; ]{1,20}\](?!\()/g, "")
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/^\s*(?:#{1,6}|>|[-*+])\s+/gm, "")
    .replace(/[*_`~|]+/g, "")
    .replace(/\s+([.,;:!?])/g, "$1")
    .replace(/\s+/g, " ")
    .trim();
}

function words(message: Message): string {
  if (message.role === "system") return noticeWords(message);
  const said = plain(message.content);
  const by = saidBy(message);
  switch (message.kind) {
    case "form": {
      const form = message.data.form as Form;
      const count = form.fields.length;
      return t("{said} A form, “{title}”, with {count, plural, one {# field} other {# fields}} is at the end of the conversation, above the message field.", { said, title: form.title || form.name, count });
    }
    case "options": {
      const labels = (message.data.options as { port: string; label?: string }[] | undefined)?.map((option) => option.label || option.port) ?? [];
      return t("{said} Choose with the buttons at the end of the conversation, above the message field: {options}.", { said, options: labels.join(", ") });
    }
    case "ticket":
      return t("The card of ticket {number} is at the end of the conversation, above the message field.", { number: String(message.data.number ?? "") });
    default:
      return by ? t("{name} says: {said}", { name: by, said }) : said;
  }
}
