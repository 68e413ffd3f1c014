// What the server sends and takes, as the REST contract has it.
import type { Finding } from "@/flow/types";

export interface Page<T> {
  data: T[];
  meta: { page: number; limit: number; total: number; total_pages: number };
}

/** RFC 9457, with a stable code. */
export interface ProblemBody {
  type?: string;
  title: string;
  status: number;
  detail?: string;
  code?: string;
  correlation_id?: string;
  errors?: { field: string; code: string; message: string }[];
  findings?: Finding[];
}

export interface Me {
  id: string;
  name: string;
  email: string;
  role: string;
  permissions: string[];
  tenant: { id: string; name: string; slug: string };
  csrf?: string;
}

export interface Device {
  id: string;
  device: string;
  address: string;
  current: boolean;
  created_at: string;
  last_used_at: string;
}

export interface FlowSummary {
  id: string;
  name: string;
  title: string;
  description: string;
  draft_etag: string;
  published: { version: number; at: string; author: string } | null;
  updated_at: string;
  problems: { errors: number; warnings: number };
  dirty: boolean;
  last_run: { id: string; status: RunStatus; at: string } | null;
}

export interface Version {
  version: number;
  hash: string;
  commit: string | null;
  author: string;
  message: string;
  at: string;
}

export type RunStatus = "queued" | "running" | "waiting" | "completed" | "failed" | "cancelled";

export interface Usage {
  input_tokens?: number;
  output_tokens?: number;
  model?: string | null;
}

export interface Run {
  id: string;
  flow: string;
  version: number | null;
  draft: boolean;
  hash: string;
  status: RunStatus;
  waiting: { for: string; node?: string; question?: string } | null;
  input: unknown;
  output: unknown;
  error: { code: string; message: string; node?: string | null } | null;
  conversation_id: string | null;
  usage?: Usage | null;
  last_seq: number;
  created_at: string;
  updated_at: string;
  ended_at: string | null;
  correlation_id: string;
}

export interface RunEvent {
  seq: number;
  part?: number | null;
  at: string;
  kind: string;
  node?: string | null;
  iteration?: number;
  payload: Record<string, unknown>;
}

export interface Conversation {
  id: string;
  flow: string;
  title: string;
  status: string;
  draft: boolean;
  created_at: string;
  active_run: { id: string; status: RunStatus; waiting: Run["waiting"]; last_seq: number } | null;
}

export interface Citation {
  n?: number;
  title: string;
  section?: string | null;
  excerpt?: string | null;
  document_id?: string;
  base?: string;
  url?: string | null;
}

export interface Message {
  id: string;
  conversation_id: string;
  run_id: string | null;
  seq: number;
  role: "user" | "assistant" | "system";
  kind: "text" | "form" | "options" | "form_answer" | "ticket" | "error";
  content: string;
  citations: Citation[];
  data: Record<string, unknown>;
  created_at: string;
  feedback?: { rating: "up" | "down" } | "up" | "down" | null;
}

export interface FormField {
  name: string;
  label: string;
  type: "text" | "textarea" | "select" | "number" | "date" | "boolean" | "email";
  required?: boolean;
  options?: { value: string; label: string }[];
  help?: string;
  placeholder?: string;
  default?: unknown;
  max_length?: number | null;
}

export interface Form {
  name: string;
  title: string;
  description?: string;
  submit_label?: string;
  skip_label?: string;
  fields: FormField[];
}

export type TicketStatus = "new" | "open" | "pending" | "resolved" | "closed";
export type Priority = "P1" | "P2" | "P3" | "P4" | "P5";

export interface Person {
  id?: string | null;
  name: string;
  email?: string | null;
}

export interface Ticket {
  id: string;
  number: string;
  title: string;
  description: string;
  status: TicketStatus;
  priority: Priority;
  category: string | null;
  requester: Person;
  assignee: Person | null;
  tags: string[];
  fields: Record<string, unknown>;
  source: string;
  conversation_id: string | null;
  run_id: string | null;
  created_at: string;
  updated_at: string;
  resolved_at: string | null;
  comments?: TicketComment[];
  allowed_statuses: TicketStatus[];
}

export interface TicketComment {
  id: string;
  author: Person | string | null;
  body: string;
  internal: boolean;
  created_at: string;
}

export interface TicketChange {
  id?: string;
  at: string;
  actor?: Person | string | null;
  action?: string;
  field?: string | null;
  from?: unknown;
  to?: unknown;
}

export interface KbBase {
  name: string;
  title: string;
  documents?: number;
  ready?: number;
  failed?: number;
  queued?: number;
  passages?: number;
  embedding?: { model: string } | null;
}

export interface KbDocument {
  id: string;
  title: string;
  path: string;
  status: "queued" | "indexing" | "ready" | "failed";
  error: string | null;
  chunks: number;
  bytes: number;
  created_at: string;
}

export interface KbHit {
  id: string;
  document_id: string;
  base: string;
  path: string;
  title: string;
  section: string;
  excerpt: string;
  text: string;
  score: number;
}

export interface KbAnswer {
  data: KbHit[];
  meta: { mode: "lexical" | "hybrid"; took_ms: number };
}

export interface ToolServer {
  id: string;
  name: string;
  url: string;
  secret_set: boolean;
  enabled: boolean;
  checked_at: string | null;
  error: string | null;
  tools: ServerTool[];
}

/** A tool as its server describes it. Flows may use it once somebody has looked at this description. */
export interface ServerTool {
  name: string;
  kind: string;
  title: string;
  summary: string;
  digest: string;
  approved: boolean;
}

export interface ToolInfo {
  name: string;
  title: string;
  summary: string;
  effect: string;
  server?: string | null;
}

export interface ToolTest {
  ok: boolean;
  steps: { step: string; ok: boolean; ms: number; detail: string }[];
  tools: ServerTool[];
  unusable: { name: string; reason: string }[];
}

export interface Notice {
  id: string;
  subject: string;
  body: string;
  link?: string | null;
  read_at?: string | null;
  created_at: string;
}

export interface User {
  id: string;
  name: string;
  email: string;
  role: string;
  status: string;
  created_at: string;
  last_login_at: string | null;
}

export interface AuditEntry {
  seq: number;
  at: string;
  actor_id: string | null;
  actor_name: string;
  action: string;
  object_kind: string;
  object_id: string;
}

export interface ModelSettings {
  provider: "offline" | "openai_compatible";
  base_url: string;
  model: string;
  api_key?: string;
  api_key_set?: boolean;
  embedding_model: string;
  max_tokens_field?: string;
}

export interface ModelTest {
  ok: boolean;
  message: string;
  models: string[];
  latency_ms: number;
}

export interface Checklist {
  asked: boolean;
  model_connected: boolean;
  knowledge_added: boolean;
  published: boolean;
}
