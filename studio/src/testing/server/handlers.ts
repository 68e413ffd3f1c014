// One handler per endpoint of the contract. Web-standard Request in, Response out, so that vitest and the dev server share them.
import type { Finding } from "@/flow/types";
import type { Message, Run } from "@/api/types";
import { Engine } from "./engine.ts";
import type { FlowRecord, KeptPoint, World } from "./world.ts";

type Handler = (call: Call) => Response | Promise<Response>;

interface Call {
  world: World;
  engine: Engine;
  request: Request;
  url: URL;
  params: Record<string, string>;
  body: () => Promise<Record<string, unknown>>;
}

const json = (data: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(data), { status, headers: { "Content-Type": status >= 400 ? "application/problem+json" : "application/json", ...headers } });
const problem = (status: number, code: string, detail: string, more: object = {}) => json({ type: `/problems/${code}`, title: code, status, detail, code, ...more }, status);
const page = (data: unknown[]) => json({ data, meta: { page: 1, limit: 50, total: data.length, total_pages: 1 }, links: {} });
const missing = () => problem(404, "not_found", "There is nothing of that name here.");

const PERMISSIONS = ["chat:use", "tickets:create", "tickets:read", "tickets:write", "kb:read", "kb:write", "notifications:read", "runs:read", "runs:write", "flows:read", "flows:write", "flows:publish", "forms:write", "tools:read", "tools:write", "users:read", "users:write", "settings:write", "audit:read"];
const ME = { id: "u1", name: "Ada Weber", email: "ada@example.org", role: "org_owner", permissions: PERMISSIONS, tenant: { id: "t1", name: "Larkfield Instruments", slug: "larkfield" }, csrf: "mock" };
const SESSION = { "Set-Cookie": "flowright_csrf=mock; Path=/; SameSite=Lax" };

const summary = (world: World, name: string, record: FlowRecord) => {
  const last = record.versions.at(-1);
  const run = [...world.runs.values()].filter((one) => one.flow === name).at(-1);
  const findings = check(record.flow, world);
  return {
    id: name,
    name,
    title: record.flow.title,
    description: record.flow.description ?? "",
    draft_etag: `"${record.etag}"`,
    published: last ? { version: last.version, at: last.at, author: last.author, tests: last.tests } : null,
    updated_at: record.updated_at,
    problems: { errors: findings.filter((one) => one.severity === "error").length, warnings: findings.filter((one) => one.severity === "warning").length },
    dirty: JSON.stringify(last?.document) !== JSON.stringify(record.flow),
    last_run: run ? { id: run.id, status: run.status, at: run.created_at } : null,
  };
};

const pointView = (id: string, { label, at, flow }: KeptPoint) => ({ id, label, at, author: { id: ME.id, name: ME.name }, nodes: flow.nodes.length, bytes: 0, mine: true });

const NAMES = ["dev", "staging", "production"];
function environment(record: FlowRecord, name: string) {
  const moved = record.environments?.[name];
  const version = moved?.version ?? record.versions.at(-1)?.version ?? null;
  return { name, version, follows_newest: moved?.version === undefined, candidate: moved?.candidate ?? null, updated_at: moved?.at ?? null, updated_by: moved ? ME.name : null };
}

/** Two of the real checks, enough to see where findings appear. */
export function check(flow: FlowRecord["flow"], world: World): Finding[] {
  const found: Finding[] = [];
  for (const node of flow.nodes) {
    const kind = world.kinds.find((one) => one.name === node.kind);
    if (!kind) {
      found.push({ code: "FR001", severity: "error", node: node.id, field: null, cause: `There is no kind ‘${node.kind}’.`, mend: "Choose another kind." });
      continue;
    }
    for (const name of (kind.config_schema.required as string[] | undefined) ?? []) {
      const value = node.config?.[name];
      if (value === undefined || value === "") found.push({ code: "FR010", severity: "error", node: node.id, field: `/config/${name}`, cause: `‘${name}’ is missing.`, mend: "Enter a value." });
    }
    if (!flow.edges.some((edge) => edge.to === node.id)) found.push({ code: "FR030", severity: "warning", node: node.id, field: null, cause: "No way leads here.", mend: "Connect it, or delete it." });
  }
  return found;
}

const routes: [string, string, Handler][] = [
  ["GET", "/auth/setup", ({ world }) => json({ valid: !world.setupDone, tenant_name: "Larkfield Instruments" })],
  ["POST", "/auth/setup", ({ world }) => {
    world.setupDone = true;
    world.signedIn = true;
    return json({ access_token: "mock", expires_in: 900, refresh_token: "mock", user: ME }, 201, SESSION);
  }],
  ["POST", "/auth/login", async ({ world, body }) => {
    if ((await body()).password === "wrong") return problem(401, "auth", "E-mail and password do not match.");
    world.signedIn = true;
    return json({ access_token: "mock", expires_in: 900, refresh_token: "mock", user: ME }, 200, SESSION);
  }],
  ["POST", "/auth/logout", ({ world }) => {
    world.signedIn = false;
    return new Response(null, { status: 204 });
  }],
  ["POST", "/auth/refresh", () => problem(401, "auth", "The session has ended.")],
  ["GET", "/auth/me", () => json(ME, 200, SESSION)],
  ["GET", "/auth/devices", () => json({ data: [{ id: "d1", device: "Chrome on Linux", address: "127.0.0.1", current: true, created_at: new Date().toISOString(), last_used_at: new Date().toISOString() }] })],
  ["GET", "/node-kinds", ({ world }) => json({ data: world.kinds })],
  ["GET", "/flows", ({ world }) => page([...world.flows].map(([name, record]) => summary(world, name, record)))],
  ["POST", "/flows", async ({ world, body }) => {
    const { name, title, template } = (await body()) as { name: string; title: string; template?: string };
    if (world.flows.has(name)) return problem(409, "conflict", "Another flow has this name.");
    const example = world.flows.get("it-helpdesk") as FlowRecord;
    const flow = template === "it-helpdesk" ? { ...example.flow, name, title } : { format: "flowright/1", name, title, nodes: [], edges: [], input: { type: "object", properties: { message: { type: "string" } } } };
    world.flows.set(name, { flow, layout: template ? example.layout : { nodes: {} }, etag: 1, layoutEtag: 1, versions: [], updated_at: new Date().toISOString() });
    return json(summary(world, name, world.flows.get(name) as FlowRecord), 201);
  }],
  ["GET", "/flows/:flow", ({ world, params }) => withFlow(world, params.flow, (record) => json(summary(world, params.flow as string, record)))],
  ["GET", "/flows/:flow/draft", ({ world, params }) => withFlow(world, params.flow, (record) => json(record.flow, 200, { ETag: `"${record.etag}"` }))],
  ["PUT", "/flows/:flow/draft", async ({ world, params, request, body }) => {
    const flow = (await body()) as unknown as FlowRecord["flow"];
    return withFlow(world, params.flow, (record) => {
      if (request.headers.get("If-Match") !== `"${record.etag}"`) return problem(412, "conflict", "The draft was changed in the meantime.");
      record.flow = flow;
      record.etag += 1;
      record.updated_at = new Date().toISOString();
      return json({ flow: summary(world, params.flow as string, record), findings: check(flow, world) }, 200, { ETag: `"${record.etag}"` });
    });
  }],
  ["GET", "/flows/:flow/layout", ({ world, params }) => withFlow(world, params.flow, (record) => json(record.layout, 200, { ETag: `"l${record.layoutEtag}"` }))],
  ["PUT", "/flows/:flow/layout", async ({ world, params, request, body }) => {
    const layout = (await body()) as unknown as FlowRecord["layout"];
    return withFlow(world, params.flow, (record) => {
      if (request.headers.get("If-Match") !== `"l${record.layoutEtag}"`) return problem(412, "conflict", "The layout was changed in the meantime.");
      record.layout = layout;
      record.layoutEtag += 1;
      return json(layout, 200, { ETag: `"l${record.layoutEtag}"` });
    });
  }],
  ["GET", "/flows/:flow/restore-points", ({ world, params }) => withFlow(world, params.flow, (record) => json({ data: [...(record.points ?? [])].map(([id, point]) => pointView(id, point)).toReversed() }))],
  ["GET", "/flows/:flow/restore-points/:point", ({ world, params }) =>
    withFlow(world, params.flow, (record) => {
      const point = record.points?.get(params.point as string);
      return point ? json({ ...pointView(params.point as string, point), flow: point.flow, layout: point.layout }) : missing();
    })],
  ["PUT", "/flows/:flow/restore-points/:point", async ({ world, params, body }) => {
    const point = (await body()) as unknown as KeptPoint;
    return withFlow(world, params.flow, (record) => {
      record.points ??= new Map();
      record.points.set(params.point as string, point);
      return json(pointView(params.point as string, point), 201);
    });
  }],
  ["POST", "/flows/:flow/check", async ({ world, body }) => json({ findings: check((await body()) as unknown as FlowRecord["flow"], world) })],
  ["POST", "/flows/:flow/publish", async ({ world, params, body }) => {
    const { message } = (await body()) as { message: string };
    return withFlow(world, params.flow, (record) => {
      const findings = check(record.flow, world);
      if (findings.some((one) => one.severity === "error")) return problem(422, "validation", "The flow has errors.", { findings });
      const version = { version: record.versions.length + 1, hash: "ab".repeat(32), commit: "c0ffee1234567890", author: ME.name, message, at: new Date().toISOString(), checks: { errors: 0, warnings: findings.length }, tests: null };
      record.versions.push({ ...version, document: structuredClone(record.flow), layout: structuredClone(record.layout) });
      return json(version, 201);
    });
  }],
  ["GET", "/flows/:flow/versions", ({ world, params }) => withFlow(world, params.flow, (record) => page(record.versions.toReversed()))],
  ["GET", "/flows/:flow/versions/:n", ({ world, params }) => withFlow(world, params.flow, (record) => {
    const found = record.versions.find((one) => one.version === Number(params.n));
    return found ? json(found) : missing();
  })],
  ["POST", "/flows/import", () => json({ format: "dify", flows: [], report: { carried: [], approximated: [], not_carried: [], secrets_needed: [], models_needed: [], bases_needed: [], tools_needed: [], others_needed: [] } })],
  ["GET", "/flows/:flow/diff", ({ world, params }) => withFlow(world, params.flow, () => json({ diff: {}, text: "no changes\n" }))],
  ["GET", "/flows/:flow/branches", ({ world, params }) => withFlow(world, params.flow, () => json({ data: [] }))],
  ["GET", "/flows/:flow/environments", ({ world, params }) => withFlow(world, params.flow, (record) => json({ data: NAMES.map((name) => environment(record, name)) }))],
  ["GET", "/flows/:flow/environments/:env", ({ world, params }) => withFlow(world, params.flow, (record) => json(environment(record, params.env as string), 200, { ETag: '"1"' }))],
  ["GET", "/flows/:flow/environments/:env/preview", ({ world, params, url }) => withFlow(world, params.flow, (record) => json({ from: environment(record, params.env as string).version, to: Number(url.searchParams.get("version")), findings: [], failed_tests: [], allowed: true }))],
  ["PUT", "/flows/:flow/environments/:env", async ({ world, params, body }) => {
    const to = (await body()) as { version?: number; candidate?: { version: number; share: number } };
    return withFlow(world, params.flow, (record) => {
      record.environments = { ...record.environments, [params.env as string]: { ...to, at: new Date().toISOString() } };
      return json(environment(record, params.env as string), 200, { ETag: '"2"' });
    });
  }],
  ["GET", "/runs", ({ world, url }) => page([...world.runs.values()].filter((run) => (!url.searchParams.get("flow") || run.flow === url.searchParams.get("flow")) && (!url.searchParams.get("status") || run.status === url.searchParams.get("status")) && (!url.searchParams.get("test") || String(run.test) === url.searchParams.get("test"))).toReversed())],
  ["GET", "/runs/:id", ({ world, params }) => {
    const run = world.runs.get(params.id as string);
    return run ? json(run) : missing();
  }],
  ["GET", "/runs/:id/events", ({ world, params, request }) => {
    const events = world.events.get(params.id as string);
    if (!events) return missing();
    if (!request.headers.get("Accept")?.includes("event-stream")) return json({ data: events, next: null });
    return stream(request.signal, (send) => {
      for (const event of events) send(event.kind, event, String(event.seq));
      const listener = (run: string, event: (typeof events)[number]) => run === params.id && send(event.kind, event, event.part == null ? String(event.seq) : `${event.seq}.${event.part}`);
      world.runListeners.add(listener);
      return () => world.runListeners.delete(listener);
    });
  }],
  ["POST", "/runs/:id/cancel", async ({ world, engine, params }) => {
    const run = world.runs.get(params.id as string);
    if (!run) return missing();
    run.status = "cancelled";
    await engine.emit(run, "run.cancelled", null, { reason: "stopped by the user" });
    return json(run, 202);
  }],
  ["POST", "/conversations", async ({ world, engine, body }) => {
    const { flow, draft } = (await body()) as { flow: string; draft?: boolean };
    const made = { id: engine.id(), flow, title: "", status: "open" as const, draft: draft === true, branch: null, user_id: ME.id, last_seq: 0, created_at: new Date().toISOString(), updated_at: new Date().toISOString(), active_run: null, person: null, input: "" };
    world.conversations.set(made.id, made);
    return json(made, 201);
  }],
  ["GET", "/conversations/:id", ({ world, params }) => {
    const found = world.conversations.get(params.id as string);
    if (!found) return missing();
    const run = [...world.runs.values()].find((one) => one.conversation_id === found.id && (one.status === "running" || one.status === "waiting"));
    return json({ ...found, active_run: run ? { id: run.id, status: run.status, waiting: run.waiting, last_seq: run.last_seq } : null });
  }],
  ["GET", "/conversations/:id/messages", ({ world, params }) => json({ data: world.messages.filter((one) => one.conversation_id === params.id), next: null })],
  ["POST", "/conversations/:id/messages", async (call) => post(call)],
  ["GET", "/conversations/:id/events", ({ world, params, request }) =>
    stream(request.signal, (send) => {
      const listener = (conversation: string, kind: string, data: unknown, id: string) => conversation === params.id && send(kind, data, id);
      world.listeners.add(listener);
      return () => world.listeners.delete(listener);
    })],
  ["POST", "/messages/:id/feedback", () => new Response(null, { status: 204 })],
  ["GET", "/kb/bases", ({ world }) => json({ data: [base(world)] })],
  ["GET", "/kb/bases/:base", ({ world }) => json(base(world))],
  ["GET", "/kb/bases/:base/documents", ({ world }) => page(world.documents)],
  ["GET", "/kb/search", ({ url }) => json({ data: [{ id: "p1", document_id: "doc-0", base: "it", path: "vpn.md", title: "VPN", section: "VPN does not connect", excerpt: `Quit the client from the tray icon, wait ten seconds and start it again. (asked: ${url.searchParams.get("q")})`, text: "", score: 0.82 }], meta: { mode: "lexical", took_ms: 3 } })],
  ["GET", "/forms", ({ world }) => page(world.forms)],
  ["GET", "/tickets", ({ world, url }) => page(world.tickets.filter((one) => !url.searchParams.get("status") || one.status === url.searchParams.get("status")))],
  ["GET", "/tickets/:id", ({ world, params }) => withTicket(world, params.id, (ticket) => json(ticket, 200, { ETag: `"${ticket.updated_at}"` }))],
  ["PATCH", "/tickets/:id", async ({ world, params, body }) => {
    const change = await body();
    return withTicket(world, params.id, (ticket) => json(Object.assign(ticket, change)));
  }],
  ["POST", "/tickets/:id/comments", async ({ world, engine, params, body }) => {
    const comment = (await body()) as { body: string; internal: boolean };
    return withTicket(world, params.id, (ticket) => {
      ticket.comments?.push({ id: engine.id(), author: { name: ME.name }, ...comment, attachments: [], created_at: new Date().toISOString() });
      return json(ticket, 201);
    });
  }],
  ["POST", "/tickets/:id/assign", async ({ world, params, body }) => {
    const { user_id } = (await body()) as { user_id: string | null };
    return withTicket(world, params.id, (ticket) => json(Object.assign(ticket, { assignee: user_id ? { id: ME.id, name: ME.name } : null })));
  }],
  ["GET", "/tickets/:id/history", ({ world, params }) => json({ data: world.history[params.id as string] ?? [] })],
  ["GET", "/notifications", ({ world }) => json({ data: world.notices })],
  ["POST", "/notifications/:id/read", ({ world, params }) => {
    const notice = world.notices.find((one) => one.id === params.id);
    if (notice) notice.read_at = new Date().toISOString();
    return new Response(null, { status: 204 });
  }],
  ["GET", "/tools/servers", () => json({ data: [] })],
  ["GET", "/tools", ({ world }) => json({ data: world.kinds.filter((kind) => kind.role === "tool").map((kind) => ({ name: kind.name, title: kind.title, summary: kind.summary, effect: kind.effect })) })],
  ["GET", "/admin/git", ({ world }) => json({ url: "", branch: "", username: "", token_set: false, webhook_secret_set: false, webhook_path: "/api/v1/hooks/git/larkfield", state: null, ...world.git })],
  ["PUT", "/admin/git", async ({ world, body }) => {
    const { token: _kept, webhook_secret: _too, ...rest } = await body();
    world.git = { ...rest, token_set: true };
    return json(world.git);
  }],
  ["GET", "/admin/checklist", ({ world }) => json({ asked: world.runs.size > 0, model_connected: world.model.provider !== "offline", knowledge_added: world.documents.length > 5, published: (world.flows.get("it-helpdesk")?.versions.length ?? 0) > 1 })],
  ["GET", "/admin/models", ({ world }) => json(world.model)],
  ["PUT", "/admin/models", async ({ world, body }) => json(Object.assign(world.model, await body()))],
  ["POST", "/admin/models/test", async ({ body }) => {
    const { provider } = await body();
    return json(provider === "offline" ? { ok: true, message: "The offline model is built in and always answers.", models: [], latency_ms: 1 } : { ok: false, message: "Nothing listens at this address: connection refused. Is the service running?", models: [], latency_ms: 12 });
  }],
  ["GET", "/admin/users", () => page([{ id: "u1", name: ME.name, email: ME.email, role: "org_owner", status: "active" }, { id: "u2", name: "Ben Okafor", email: "ben@example.org", role: "agent", status: "active" }])],
  ["GET", "/admin/audit-logs", () => json({ data: [{ seq: 1, at: new Date().toISOString(), actor_id: ME.id, actor_name: ME.name, action: "flow.published", object_kind: "flow", object_id: "it-helpdesk", data: {} }], next: null })],
];

async function post({ world, engine, params, body }: Call): Promise<Response> {
  const conversation = world.conversations.get(params.id as string);
  if (!conversation) return missing();
  const input = (await body()) as { content?: string; answer?: { option?: string; values?: Record<string, unknown>; declined?: boolean } };
  let run = [...world.runs.values()].find((one) => one.conversation_id === conversation.id && one.status === "waiting");
  const answers = run !== undefined;
  if (!run) {
    const now = new Date().toISOString();
    const made: Run & { test: boolean } = { id: engine.id(), flow: conversation.flow, version: conversation.draft ? null : 1, draft: conversation.draft, hash: "ab".repeat(32), status: "queued", waiting: null, input: { message: input.content }, output: null, error: null, conversation_id: conversation.id, usage: null, last_seq: 0, created_at: now, updated_at: now, ended_at: null, correlation_id: "mock", parent_run: null, lineage: null, origin: null, alone: false, archived: false, test: conversation.draft };
    world.runs.set(made.id, made);
    world.events.set(made.id, []);
    run = made;
  }
  const content = input.content ?? (input.answer?.option === "no" ? "No, I need more help" : input.answer?.option ? "Yes, thanks" : "");
  const message: Message = engine.say(run, { role: "user", kind: input.answer?.values || input.answer?.declined ? "form_answer" : "text", content, data: input.answer ?? {} });
  const option = /^no/i.test(content) ? "no" : /^yes/i.test(content) ? "yes" : undefined;
  void (answers ? engine.answer(run, input.answer ?? { option, text: content }) : engine.begin(run));
  return json({ message, run_id: run.id }, 202);
}

const base = (world: World) => ({ name: "it", title: "IT articles", documents: world.documents.length, ready: world.documents.length, failed: 0, queued: 0, passages: 61, embedding: null });

function withFlow(world: World, name: string | undefined, then: (record: FlowRecord) => Response): Response {
  const record = world.flows.get(name ?? "");
  return record ? then(record) : missing();
}

function withTicket(world: World, id: string | undefined, then: (ticket: World["tickets"][number]) => Response): Response {
  const ticket = world.tickets.find((one) => one.number === id || one.id === id);
  return ticket ? then(ticket) : missing();
}

type Send = (kind: string, data: unknown, id: string) => void;

function stream(signal: AbortSignal, open: (send: Send) => () => void): Response {
  const encoder = new TextEncoder();
  let close: () => void = () => undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode(": open\n\n"));
      close = open((kind, data, id) => controller.enqueue(encoder.encode(`event: ${kind}\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`)));
      signal.addEventListener("abort", () => close());
    },
    cancel: () => close(),
  });
  return new Response(body, { headers: { "Content-Type": "text/event-stream", "Cache-Control": "no-store" } });
}

/** `null` when the address is none of the API's. */
export async function handle(world: World, request: Request): Promise<Response | null> {
  const url = new URL(request.url);
  if (!url.pathname.startsWith("/api/v1")) return null;
  const path = url.pathname.slice("/api/v1".length);
  if (!world.signedIn && !path.startsWith("/auth/setup") && !path.startsWith("/auth/login") && !path.startsWith("/auth/refresh")) return problem(401, "auth", "Sign in first.");
  for (const [method, pattern, handler] of routes) {
    const params = match(pattern, path);
    if (method !== request.method || !params) continue;
    return handler({ world, engine: new Engine(world), request, url, params, body: async () => ((await request.text().then((text) => (text ? JSON.parse(text) : {}))) as Record<string, unknown>) });
  }
  return problem(404, "not_found", `The mock server does not know ${request.method} ${path}.`);
}

function match(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split("/");
  const given = path.split("/");
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = decodeURIComponent(given[index] ?? "");
    if (part.startsWith(":")) params[part.slice(1)] = value;
    else if (part !== value) return null;
  }
  return params;
}
