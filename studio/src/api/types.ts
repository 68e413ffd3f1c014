// What the server sends and takes: the generated types under the names used here. Where the OpenAPI document only says “object”,
// the shape is written out.
import type { components } from "./generated/schema";
import type { Conflict } from "@/flow/generated/flow";
import type { Finding } from "@/flow/types";

type Schemas = components["schemas"];
/** The server writes `null` rather than leaving a field out. */
type Sent<T> = { [K in keyof T]-?: Exclude<T[K], undefined> };

export interface Page<T> {
  data: T[];
  meta: Schemas["Meta"];
}

/** RFC 9457, with a stable code. */
export type ProblemBody = Partial<Schemas["ProblemDetails"]> & { findings?: Finding[] };

export type Me = Sent<Schemas["Me"]>;
export type Device = Sent<Schemas["Device"]>;
export type VersionTests = Schemas["VersionTests"];
export type FlowSummary = Omit<Sent<Schemas["FlowItem"]>, "published"> & { published: Sent<Schemas["Published"]> | null };
export type Version = Sent<Schemas["Version"]>;

/** What one person changed in the draft. */
export type Authored = Schemas["Authored"];

export type EnvironmentName = Schemas["Environment"];
/** Which version an environment gives to new conversations. */
export type Environment = Sent<Schemas["EnvironmentView"]>;
export type Promote = Schemas["Promote"];
export type Promotion = Omit<Sent<Schemas["Promotion"]>, "findings"> & { findings: Finding[] };
export type ImportReport = Schemas["Report"];
export type ImportResult = Omit<Schemas["ImportResult"], "flows"> & { flows: FlowSummary[] };

/** What both sides changed; `ours` is what is here, `theirs` what was pushed there. */
export type GitConflict = Conflict & { flow: string };
export type GitRefusal = Omit<Schemas["Refusal"], "findings"> & { findings: Finding[] };
export type GitState = Omit<Sent<Schemas["SyncState"]>, "conflicts" | "refused"> & { conflicts: GitConflict[]; refused: GitRefusal[] };
export type GitServer = Omit<Sent<Schemas["RemoteView"]>, "state"> & { state: GitState | null };
export type GitChange = Schemas["RemoteChange"];

export type RunStatus = "queued" | "running" | "waiting" | "completed" | "failed" | "cancelled";

export interface Usage {
  input_tokens?: number;
  output_tokens?: number;
  cost_micros?: number;
  calls?: number;
  model?: string | null;
  first_token_ms?: number;
}

export type Run = Omit<Sent<Schemas["RunView"]>, "status" | "waiting" | "input" | "output" | "error" | "usage"> & {
  status: RunStatus;
  waiting: { for: string; node?: string; question?: string } | null;
  input: unknown;
  output: unknown;
  error: { code: string; message: string; node?: string | null } | null;
  usage: Usage | null;
};

export interface RunEvent {
  seq: number;
  part?: number | null;
  at: string;
  kind: string;
  node?: string | null;
  iteration?: number;
  payload: Record<string, unknown>;
}

export type Conversation = Omit<Sent<Schemas["ConversationView"]>, "active_run" | "person"> & {
  active_run: { id: string; status: RunStatus; waiting: Run["waiting"]; last_seq: number } | null;
  person: Person | null;
};

/** A published flow that one may talk to. */
export type Assistant = Sent<Schemas["Assistant"]>;

export interface Citation {
  n?: number;
  title: string;
  section?: string | null;
  excerpt?: string | null;
  document_id?: string;
  base?: string;
  url?: string | null;
  /** When the document was changed last. */
  updated_at?: string | null;
}

/** When the desk is there, as who waits is told. */
export type OpeningHours = Sent<Schemas["OpeningHours"]>;
/** A person of the desk, in a conversation. */
export type Person = Omit<Sent<Schemas["PersonView"]>, "hours"> & { hours?: OpeningHours | null };
/** A conversation that waits for a person, or has one. */
export type LiveConversation = Sent<Schemas["LiveConversation"]>;

/** A file of a conversation. */
export type Attachment = Schemas["AttachmentView"];
export type FileRules = Schemas["FileRulesView"];

export type Message = Omit<Sent<Schemas["MessageView"]>, "citations" | "data" | "feedback"> & {
  citations: Citation[];
  data: Record<string, unknown>;
  feedback: { rating: Schemas["Rating"] } | null;
};

export type FormField = Schemas["Field"];
export type Form = Schemas["Form"];

export type TicketStatus = Schemas["TicketStatus"];
export type Priority = Schemas["Priority"];
export type Ticket = Omit<Sent<Schemas["TicketView"]>, "fields"> & { fields: Record<string, unknown>; comments?: TicketComment[]; next_update_due?: string | null };
export type TicketPatch = Schemas["TicketPatch"];
export type TicketComment = Sent<Schemas["CommentView"]>;
export type TicketChange = Omit<Sent<Schemas["HistoryView"]>, "from" | "to"> & { from: unknown; to: unknown };

export type KbBase = Sent<Schemas["BaseView"]>;
export type KbDocument = Sent<Schemas["DocumentView"]>;

/** An article as its readers see it, piece by piece. */
export type Article = Omit<Sent<Schemas["ArticleView"]>, "blocks"> & { blocks: ArticleBlock[] };
export type ArticleBlock = Schemas["BlockView"];

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
  meta: { mode: string; took_ms: number };
}

export type ToolServer = Sent<Schemas["ServerView"]> & { tools: ServerTool[] };
/** A tool as its server describes it. Flows may use it once somebody has looked at this description. */
export type ServerTool = Sent<Schemas["ServerToolView"]>;
export type ToolInfo = Sent<Schemas["ToolView"]>;
export type ToolTest = Schemas["Probed"];

export type Notice = Sent<Schemas["NotificationView"]>;
export type User = Sent<Schemas["UserView"]>;
export type UserChange = Schemas["UserChange"];
export type NewUser = Schemas["NewUser"];
export type Role = Schemas["Role"];
export type AuditEntry = Omit<Sent<Schemas["AuditEntry"]>, "data"> & { data: Record<string, unknown> };
/** When somebody is at the desk. */
/** Minutes by priority; `null`: nothing is promised. */
export type UpdatePromises = Sent<Schemas["UpdatePromises"]>;

export type DeskHours = Sent<Schemas["DeskHours"]>;
/** The same with when it opens; both `null` while it gives none. */
export type DeskHoursNow = Omit<Sent<Schemas["DeskHoursView"]>, "hours"> & { hours: DeskHours | null };
export type ModelSettings = Sent<Schemas["ModelView"]>;
export type ModelChange = Schemas["ModelChange"];
export type ModelTest = Schemas["ModelTest"];
export type Checklist = Schemas["Checklist"];

/** Who has a flow open, and where in it they are. */
export type Announce = Schemas["Announce"];
export type PresenceView = Schemas["PresenceView"];
export type Present = Schemas["Present"];
export type Colleague = Schemas["Colleague"];

export type FlowComment = Sent<Schemas["FlowCommentView"]>;
export type NewFlowComment = Schemas["NewFlowComment"];
export type FlowCommentChange = Schemas["FlowCommentChange"];
