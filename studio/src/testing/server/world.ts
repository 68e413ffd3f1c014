// What the mock server knows: one tenant with the helpdesk example, in memory.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Conversation, KbDocument, Message, Notice, Run, RunEvent, Ticket, Version } from "@/api/types";
import type { Flow, Form, Layout, NodeKind } from "./shapes.ts";

const root = join(import.meta.dirname, "../../../..");
const json = <T>(path: string): T => JSON.parse(readFileSync(join(root, path), "utf8")) as T;

export interface FlowRecord {
  flow: Flow;
  layout: Layout;
  etag: number;
  layoutEtag: number;
  versions: (Version & { document: Flow; layout: Layout })[];
  updated_at: string;
  /** Where somebody has moved an environment. */
  environments?: Record<string, { version?: number; candidate?: { version: number; share: number }; at: string }>;
  points?: Map<string, KeptPoint>;
}

/** A restore point as it was handed over. */
export interface KeptPoint {
  label: string;
  at: string;
  flow: Flow;
  layout: Layout;
}

export interface World {
  signedIn: boolean;
  setupDone: boolean;
  kinds: NodeKind[];
  forms: Form[];
  flows: Map<string, FlowRecord>;
  conversations: Map<string, Conversation & { input: string }>;
  messages: Message[];
  runs: Map<string, Run & { test: boolean }>;
  events: Map<string, RunEvent[]>;
  tickets: Ticket[];
  history: Record<string, unknown[]>;
  notices: Notice[];
  documents: KbDocument[];
  model: Record<string, unknown>;
  git: Record<string, unknown>;
  listeners: Set<(conversation: string, kind: string, data: unknown, id: string) => void>;
  runListeners: Set<(run: string, event: RunEvent) => void>;
  /** Milliseconds between the steps of a run; tests use 0. */
  pace: number;
  counter: number;
}

export function newWorld(pace = 0): World {
  const flow = json<Flow>("examples/it-helpdesk/flow.json");
  const layout = json<Layout>("examples/it-helpdesk/layout.json");
  const at = new Date(Date.now() - 3_600_000).toISOString();
  const version: FlowRecord["versions"][number] = { version: 1, hash: "9f2c".repeat(16), commit: "4be1c09d77aa21", author: "Administrator", message: "The example as it came", at, checks: null, tests: null, document: flow, layout };
  const titles = ["VPN", "Password and MFA", "Printers", "Wi-Fi network", "E-mail and Outlook"];
  return {
    signedIn: true,
    setupDone: false,
    kinds: json<NodeKind[]>("studio/src/flow/generated/kinds.json"),
    forms: [json<Form>("examples/it-helpdesk/forms/it-ticket.json")],
    flows: new Map([["it-helpdesk", { flow, layout, etag: 1, layoutEtag: 1, versions: [version], updated_at: at }]]),
    conversations: new Map(),
    messages: [],
    runs: new Map(),
    events: new Map(),
    tickets: [],
    history: {},
    notices: [],
    documents: titles.map((title, n) => ({ id: `doc-${n}`, title, path: `${title.toLowerCase().replaceAll(" ", "-")}.md`, status: "ready", error: null, chunks: 6 + n, bytes: 4_200 + n * 731, url: null, format: "markdown", created_at: at, updated_at: at })),
    git: {},
    model: { provider: "offline", base_url: "", model: "", embedding_model: "", api_key_set: false },
    listeners: new Set(),
    runListeners: new Set(),
    pace,
    counter: 0,
  };
}
