// A conversation as the page shows it: stored messages, the answer that is being written, and what the run is doing.
import type { Rating } from "@/api/chat";
import type { Message, Person, RunStatus } from "@/api/types";
import { hintOf } from "./hints";

export interface ChatState {
  messages: Message[];
  /** The reply that is being streamed, and the step that says it. */
  writing: { run: string; node: string; text: string; /** How many sources it may cite. */ sources: number } | null;
  /** Steps that began to speak while another one did: what they say is shown when it is whole. */
  unheard: string[];
  /** What the run says it is doing: “Searching the VPN guide…”. */
  note: string;
  /** What it said before, in this turn. */
  steps: string[];
  /** The newest run, as of its event `seq`. */
  run: { id: string; status: RunStatus; seq: number } | null;
  /** For whom or what it waits. */
  waiting?: Record<string, unknown> | null;
  /** Who of the desk is wanted, or has come. */
  person: Person | null;
  /** Ids of stream events that were folded already. */
  lastDelta: string | null;
  error: string | null;
}

export const emptyChat: ChatState = { messages: [], writing: null, unheard: [], note: "", steps: [], run: null, person: null, lastDelta: null, error: null };

export type ChatAction =
  /** `run`: the one that was active after these messages were read. */
  | { type: "loaded"; messages: Message[]; run: ChatState["run"]; waiting?: ChatState["waiting"]; person?: Person | null }
  | { type: "sent"; message: Message; run: string | null }
  | { type: "person"; person: Person | null }
  | { type: "event"; kind: string; data: unknown; id: string }
  | { type: "feedback"; message: string; rating: Rating };

export function chat(state: ChatState, action: ChatAction): ChatState {
  switch (action.type) {
    case "loaded":
      return { ...state, messages: merged(state.messages, action.messages), run: newer(state.run, action.run ?? endedOf(action.messages)), waiting: action.waiting ?? state.waiting, person: action.person ?? null };
    case "person":
      return { ...state, person: action.person };
    case "sent": {
      // What is said to a person moves no run.
      if (action.run === null) return { ...state, messages: merged(state.messages, [action.message]), error: null };
      // A quick run is heard through the stream before the answer to the request arrives: then the stream knows better.
      const heard = state.messages.some((message) => message.seq >= action.message.seq);
      const known = state.run?.id === action.run;
      // While a person has the conversation, what is said to them does not move the run.
      const held = known && state.run?.status === "waiting" && state.waiting?.for === "handoff";
      const run = known && (heard || held) ? state.run : { id: action.run, status: "running" as const, seq: 0 };
      return { ...state, messages: merged(state.messages, [action.message]), run, error: heard ? state.error : null };
    }
    case "feedback":
      return {
        ...state,
        messages: state.messages.map((message) => (message.id === action.message ? { ...message, feedback: { rating: action.rating } } : message)),
      };
    case "event":
      return event(state, action.kind, record(action.data), action.id);
  }
}

function event(state: ChatState, kind: string, data: Record<string, unknown>, id: string): ChatState {
  // A run event may come bare or inside its envelope.
  const payload = record(data.payload ?? data);
  const run = id.includes(":") ? (id.split(":")[0] as string) : text(data.run_id) || (state.run?.id ?? "");
  const seq = Number(/:(\d+)/.exec(id)?.[1] ?? data.seq ?? 0);
  const now = (status: RunStatus): ChatState["run"] => (run ? newer(state.run, { id: run, status, seq }) : state.run && { ...state.run, status });
  switch (kind) {
    case "message.created": {
      const message = (payload.message ?? payload) as Message;
      if (typeof message.id !== "string") return state;
      const finishes = message.role === "assistant" && message.kind === "text";
      return { ...state, messages: merged(state.messages, [message]), person: personAfter(state.person, message), writing: finishes ? null : state.writing, note: finishes ? "" : state.note };
    }
    case "message.delta": {
      if (id && state.lastDelta !== null && !later(id, state.lastDelta)) return state;
      const node = text(data.node);
      const writing = state.writing?.run === run ? state.writing : null;
      if (state.unheard.includes(node)) return { ...state, lastDelta: id || null };
      if (writing && writing.node !== node) return { ...state, unheard: [...state.unheard, node], lastDelta: id || null };
      const sources = typeof payload.sources === "number" ? payload.sources : 0;
      return { ...state, writing: { run, node, sources, text: (writing?.text ?? "") + text(payload.text) }, note: "", lastDelta: id || null };
    }
    case "message.completed":
      // The stored message follows; until then the whole text stands where its parts stood.
      return state.writing ? { ...state, writing: { ...state.writing, run, text: text(payload.text) || state.writing.text } } : state;
    // What a tool notes on its way (`node.progress`) is for the timeline of whoever draws the flow.
    case "node.started": {
      const note = hintOf(payload.kind);
      return note ? { ...state, note, steps: state.steps.at(-1) === note ? state.steps : [...state.steps, note] } : state;
    }
    case "run.started":
    case "run.resumed":
      return { ...state, run: now("running"), error: null, steps: [], unheard: [], note: "", waiting: null, person: stays(state.person) };
    case "run.waiting":
      return { ...state, run: now("waiting"), waiting: payload, writing: null, note: "" };
    case "run.completed":
      return { ...state, run: now("completed"), writing: null, note: "", person: stays(state.person) };
    case "run.cancelled":
      return { ...state, run: now("cancelled"), writing: null, note: "", person: stays(state.person) };
    case "run.failed": {
      const shown = state.messages.some((message) => message.kind === "error" && message.run_id === run);
      return { ...state, run: now("failed"), writing: null, note: "", person: stays(state.person), error: shown ? null : text(payload.message) || "The assistant could not go on." };
    }
    default:
      return state;
  }
}

/** The run that said or was told something last. None is active that was asked for after these messages, so it has ended. */
function endedOf(messages: Message[]): ChatState["run"] {
  const last = messages.findLast((message) => message.run_id !== null);
  return last?.run_id ? { id: last.run_id, status: "completed", seq: 0 } : null;
}

/** A page that was asked for earlier may arrive later than the stream. Run ids grow with time. */
function newer(known: ChatState["run"], told: ChatState["run"]): ChatState["run"] {
  if (!known || !told) return known ?? told;
  if (known.id !== told.id) return told.id > known.id ? told : known;
  return told.seq >= known.seq ? told : known;
}

/** `run:seq.part`: within one run, by number. */
function later(a: string, b: string): boolean {
  const [runA, placeA] = a.split(":");
  const [runB, placeB] = b.split(":");
  if (runA !== runB || placeA === undefined || placeB === undefined) return a !== b;
  const [seqA, partA] = placeA.split(".").map(Number);
  const [seqB, partB] = placeB.split(".").map(Number);
  return seqA !== seqB ? (seqA ?? 0) > (seqB ?? 0) : (partA ?? 0) > (partB ?? 0);
}

/** By id, in the order the server gives; the newer copy of a message wins. */
function merged(before: Message[], more: Message[]): Message[] {
  const all = new Map(before.map((message) => [message.id, message]));
  for (const message of more) all.set(message.id, { ...message, feedback: message.feedback ?? all.get(message.id)?.feedback ?? null });
  return [...all.values()].toSorted((a, b) => a.seq - b.seq || a.created_at.localeCompare(b.created_at));
}

/** The question that waits for an answer: the last one, unless something was said to the assistant since. What a person was told answers nothing. */
export function openQuestion(state: ChatState): string | null {
  const last = state.messages.findLast((message) => message.kind === "form" || message.kind === "options");
  if (!last || last.data.answered === true || (state.run && state.run.status !== "waiting")) return null;
  // What was said since was not enough: the same question is asked again.
  if (last.run_id === state.run?.id && state.waiting?.for === "user") return last.id;
  return state.messages.some((message) => message.role === "user" && message.run_id !== null && message.seq > last.seq) ? null : last.id;
}

/** As they are shown: a question that is asked again stands after what was not enough for it. */
export function inOrder(messages: Message[], question: string | null): Message[] {
  const asked = messages.find((message) => message.id === question);
  if (!asked || !messages.some((message) => message.role === "user" && message.run_id === asked.run_id && message.seq > asked.seq)) return messages;
  return [...messages.filter((message) => message !== asked), asked];
}

/** Whom a flow has called goes with its run; whom the user has called does not. */
const stays = (person: Person | null) => (person?.wished ? person : null);

/** What a notice says about a person of the desk. */
function personAfter(person: Person | null, message: Message): Person | null {
  const name = text(message.data.name) || null;
  const wished = message.data.wished !== false;
  switch (message.role === "system" ? message.data.event : undefined) {
    case "person_asked":
      return person ?? { state: "waiting", since: message.created_at, name: null, place: null, wished };
    case "person_joined":
      return { since: message.created_at, wished, ...person, state: "with", name, place: null };
    case "person_left":
      return null;
    default:
      return person;
  }
}

/** The person of the desk who has the conversation; the empty text while nobody has come yet, `null` when it is the assistant’s. */
export function personOf(state: ChatState): string | null {
  if (state.person) return state.person.name ?? "";
  if (state.run?.status !== "waiting" || state.waiting?.for !== "handoff") return null;
  const said = state.messages.findLast((message) => message.run_id === state.run?.id && saidBy(message) !== null);
  return said ? saidBy(said) : "";
}

/** The name of the person who said it, when it was not the assistant. */
export function saidBy(message: Message): string | null {
  return text(record(message.data.by).name) || null;
}

export const isBusy = (state: ChatState) => state.run?.status === "running" || state.run?.status === "queued";

const record = (value: unknown): Record<string, unknown> => (typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {});
const text = (value: unknown): string => (typeof value === "string" ? value : "");
