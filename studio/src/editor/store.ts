// One store for one open editor: the document, what is selected, the history, how saving stands, what the checks say.
import { enablePatches, freeze, produceWithPatches } from "immer";
import { createStore, type StoreApi } from "zustand";
import { type Doc, edgeId, findNode } from "@/flow/document";
import type { Kinds } from "@/flow/connect";
import { groupsOf } from "@/flow/groups";
import { emptyHistory, type History, record, redo, underneath, undo } from "@/flow/history";
import { carry, type Conflict } from "@/flow/rebase";
import { notesOf } from "@/flow/notes";
import type { End } from "@/flow/document";
import type { Finding, NodeId, Point } from "@/flow/types";
import { t } from "@/i18n";

enablePatches();

export type SaveState = "saved" | "saving" | "offline" | "conflict";

/** Why nothing can be saved, when it is not the network: who edits is signed out, may no longer write, the flow is no more, or the
 *  server refuses what is in it. */
export type SaveTrouble = "signed-out" | "read-only" | "gone" | "refused";

export interface Save {
  state: SaveState;
  at: number | null;
  /** What the server said. */
  message: string;
  /** Changes that only this browser has. */
  pending: number;
  trouble: SaveTrouble | null;
  /** Whether this browser keeps a copy of what is not saved. */
  isKept: boolean;
}

/** What a context menu is about; what else it says is chosen already. */
export type MenuOf = { is: "node" | "edge" | "note" | "several" } | { is: "group" | "frame"; id: string } | { is: "empty"; point: Point | null };

/** What lies open over the canvas. */
export type Overlay =
  | { is: "add"; after?: End; edge?: string; at?: Point }
  | { is: "connect"; from: NodeId }
  | { is: "tool"; agent: NodeId }
  | { is: "reconnect"; edge: string }
  | { is: "menu"; at: Point; of: MenuOf; isByKeyboard: boolean }
  | { is: "extract" }
  | { is: "import"; document: string; product: string }
  | { is: "publish" }
  | { is: "help" }
  | { is: "commands" }
  | null;

export type PanelTab = "run" | "tests" | "problems" | "comments" | "history";

/** Nodes that go at once before it is worth a restore point. */
const MANY = 5;

export interface EditorState {
  name: string;
  /** Which branch of the flow is edited; `null`: its own draft. */
  branch: string | null;
  kinds: Kinds;
  doc: Doc;
  history: History;
  nodes: ReadonlySet<NodeId>;
  edges: ReadonlySet<string>;
  /** Sticky notes that are chosen. */
  notes: ReadonlySet<string>;
  /** The node that the keyboard and the inspector are at. */
  active: NodeId | null;
  save: Save;
  conflicts: Conflict[];
  /** Whether the questions about them are shown; until they are answered nothing is saved. */
  asking: boolean;
  /** The document before the last edit that is worth a restore point. */
  risked: { label: string; doc: Doc } | null;
  findings: Finding[];
  /** The one that was led to last (`findings.ts`). */
  problem: string | null;
  checked: "never" | "checking" | "done" | "failed";
  /** Read out by the live region. */
  said: string;
  overlay: Overlay;
  panel: PanelTab | null;
  /** The panel has the height of the canvas. */
  isTall: boolean;
  /** What a comment is being written about, and the thread that was asked for. */
  commenting: { node: NodeId } | { point: Point } | { flow: true } | null;
  thread: string | null;
  inspector: boolean;
  tab: "setup" | "data" | "errors" | "test" | "notes";
  /** Field that the inspector is asked to give the focus to; each time another object. */
  focusField: FieldAsk | null;
  renaming: NodeId | null;
  /** The sticky note that is being written, and the group whose title is. */
  writing: string | null;
  titling: string | null;
  /** What is looked for in this flow, and which nodes and notes have it. */
  find: Find | null;
  view: "canvas" | "outline";
  readOnly: boolean;
}

/** The inspector answers it: it is taken back when the field has the focus, and marked when there is no such field. */
export interface FieldAsk {
  /** Pointer of a setting, such as `/config/text`; empty: the first one. */
  field: string;
  isMissing?: true;
}

export interface Find {
  text: string;
  nodes: ReadonlySet<NodeId>;
  notes: ReadonlySet<string>;
}

export interface EditOptions {
  /** Edits with one key, close in time, are undone together. */
  key?: string;
  /** Said to screen readers; without it nothing is. */
  say?: string;
  select?: NodeId[];
  selectNotes?: string[];
  /** A restore point is kept of what was before: for what changes much at once. Deleting many nodes does by itself. */
  risky?: boolean;
}

export interface Editor extends StoreApi<EditorState> {
  edit(label: string, recipe: (doc: Doc) => void, options?: EditOptions): void;
  undo(): void;
  redo(): void;
  /** Takes in what somebody else changed: no step of one's own, so undoing leaves it alone. */
  merge(doc: Doc): void;
  select(nodes: Iterable<NodeId>, edges?: Iterable<string>, notes?: Iterable<string>): void;
  say(text: string): void;
  open(overlay: Overlay): void;
}

export interface EditorSetup {
  name: string;
  branch?: string | null;
  kinds: Kinds;
  doc: Doc;
  readOnly?: boolean;
  now?: () => number;
}

export function createEditor({ name, branch = null, kinds, doc, readOnly = false, now = Date.now }: EditorSetup): Editor {
  const store = createStore<EditorState>(() => ({
    name,
    branch,
    kinds,
    doc: freeze(doc, true),
    history: emptyHistory(),
    nodes: new Set<NodeId>(),
    edges: new Set<string>(),
    notes: new Set<string>(),
    active: null,
    save: { state: "saved", at: null, message: "", pending: 0, trouble: null, isKept: true },
    conflicts: [],
    asking: false,
    risked: null,
    findings: [],
    problem: null,
    checked: "never",
    said: "",
    overlay: null,
    panel: null,
    isTall: false,
    commenting: null,
    thread: null,
    inspector: false,
    tab: "setup",
    focusField: null,
    renaming: null,
    writing: null,
    titling: null,
    find: null,
    view: "canvas",
    readOnly,
  }));

  /** A screen reader repeats a sentence only when it changed, so a second one gets an invisible mark. */
  const say = (text: string) => store.setState(({ said }) => ({ said: said === text ? `${text}\u200b` : text }));

  /** The document after a change, with what of the selection is still there. In one go: every listener hears of it once. */
  const put = (doc: Doc, history: History) =>
    store.setState((state) => {
      const isThere = (id: NodeId) => findNode(doc.flow, id) !== undefined;
      const nodes = keeping(state.nodes, isThere);
      const ids = doc.flow.edges === state.doc.flow.edges ? null : new Set(doc.flow.edges.map(edgeId));
      const active = state.active !== null && isThere(state.active) ? state.active : ([...nodes].at(-1) ?? null);
      const marks = doc.layout === state.doc.layout ? null : new Set([...notesOf(doc.layout), ...groupsOf(doc.layout)].map((one) => one.id));
      const edges = ids ? keeping(state.edges, (id) => ids.has(id)) : state.edges;
      const gone = (id: string | null) => (id !== null && marks?.has(id) === false ? null : id);
      const notes = marks ? keeping(state.notes, (id) => marks.has(id)) : state.notes;
      return { doc, history, nodes, edges, notes, active, writing: gone(state.writing), titling: gone(state.titling) };
    });

  const select = (nodes: Iterable<NodeId>, edges: Iterable<string> = [], notes: Iterable<string> = []) => {
    const chosen = [...nodes];
    const state = store.getState();
    const active = chosen[chosen.length - 1] ?? null;
    if (active === state.active && same(state.nodes, chosen) && same(state.edges, [...edges]) && same(state.notes, [...notes])) return;
    store.setState({ nodes: new Set(chosen), edges: new Set(edges), notes: new Set(notes), active });
  };

  return Object.assign(store, {
    edit(label: string, recipe: (doc: Doc) => void, options: EditOptions = {}) {
      const state = store.getState();
      if (state.readOnly) return say(t("This version cannot be changed."));
      const [doc, forward, inverse] = produceWithPatches(state.doc, (draft) => void recipe(draft as Doc));
      if (forward.length === 0) return;
      const step = { label, key: options.key ?? null, at: now(), forward, inverse };
      if (options.risky || state.doc.flow.nodes.length - doc.flow.nodes.length >= MANY) store.setState({ risked: { label, doc: state.doc } });
      put(doc as Doc, record(state.history, step));
      if (options.select || options.selectNotes) select(options.select ?? [], [], options.selectNotes ?? []);
      if (options.say) say(options.say);
    },
    undo() {
      const state = store.getState();
      const result = undo(state.history, state.doc, carry(kinds));
      if (!result) return say(t("Nothing to undo."));
      put(result.value, result.history);
      say(t("Undone: {step}", { step: result.step.label }));
    },
    redo() {
      const state = store.getState();
      const result = redo(state.history, state.doc);
      if (!result) return say(t("Nothing to redo."));
      put(result.value, result.history);
      say(t("Redone: {step}", { step: result.step.label }));
    },
    merge(doc: Doc) {
      const state = store.getState();
      put(freeze(doc, true), underneath(state.history, state.doc));
    },
    select,
    say,
    open: (overlay: Overlay) => store.setState({ overlay }),
  });
}

/** The same set when nothing of it is gone. */
function keeping<T>(set: ReadonlySet<T>, stays: (item: T) => boolean): ReadonlySet<T> {
  const kept = [...set].filter(stays);
  return kept.length === set.size ? set : new Set(kept);
}

const same = (set: ReadonlySet<string>, list: string[]) => set.size === list.length && list.every((item) => set.has(item));
