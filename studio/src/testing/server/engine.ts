// Plays the helpdesk conversation as the executor would tell it. Only for tests and for looking at pages: it decides nothing from
// the flow document.
import type { Message, Run, RunEvent, Ticket } from "@/api/types";
import type { World } from "./world.ts";

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

export class Engine {
  private readonly world: World;

  constructor(world: World) {
    this.world = world;
  }

  id(): string {
    this.world.counter += 1;
    return `019c0000-0000-7000-8000-${String(this.world.counter).padStart(12, "0")}`;
  }

  async emit(run: Run, kind: string, node: string | null, payload: Record<string, unknown>, part?: number): Promise<void> {
    if (part === undefined) run.last_seq += 1;
    const event: RunEvent = { seq: run.last_seq + (part === undefined ? 0 : 1), at: new Date().toISOString(), kind, node, iteration: 0, payload, ...(part === undefined ? {} : { part }) };
    if (part === undefined) this.world.events.get(run.id)?.push(event);
    for (const listener of this.world.runListeners) listener(run.id, event);
    const chatty = kind.startsWith("run.") || kind === "message.delta" || kind === "message.completed" || kind === "node.progress" || kind === "node.started";
    if (chatty && run.conversation_id) this.tell(run.conversation_id, kind, payload, `${run.id}:${event.seq}${part === undefined ? "" : `.${part}`}`);
    if (part === undefined) await pause(this.world.pace);
  }

  tell(conversation: string, kind: string, data: unknown, id: string): void {
    for (const listener of this.world.listeners) listener(conversation, kind, data, id);
  }

  say(run: Run, part: Partial<Message>): Message {
    const message: Message = {
      id: this.id(),
      conversation_id: run.conversation_id ?? "",
      run_id: run.id,
      seq: this.world.messages.length + 1,
      role: "assistant",
      kind: "text",
      content: "",
      attachments: [],
      citations: [],
      data: {},
      created_at: new Date().toISOString(),
      feedback: null,
      ...part,
    };
    this.world.messages.push(message);
    this.tell(message.conversation_id, "message.created", message, `${run.id}:${run.last_seq}`);
    return message;
  }

  async step(run: Run, node: string, kind: string, output: unknown, port = "out", extra: Record<string, unknown> = {}): Promise<void> {
    await this.emit(run, "node.started", node, { kind, title: node, attempt: 1 });
    await this.emit(run, "node.completed", node, { kind, port, input: { note: "what the node was given" }, output, duration_ms: 4 + ((run.last_seq * 137) % 900), attempt: 1, ...extra });
  }

  async wait(run: Run, node: string, question: string, extra: Record<string, unknown>): Promise<void> {
    await this.emit(run, "node.started", node, { kind: "ask_user", title: node, attempt: 1 });
    run.status = "waiting";
    run.waiting = { for: "user", node, question };
    await this.emit(run, "run.waiting", node, { for: "user", node, question, ...extra });
  }

  /** The first message of a run: search, answer, ask. */
  async begin(run: Run): Promise<void> {
    await this.emit(run, "run.started", null, { flow: run.flow, version: run.version, input: run.input });
    run.status = "running";
    await this.emit(run, "node.progress", "search", { note: "Searching the articles…" });
    await this.step(run, "search", "kb_search", { count: 2, best_score: 0.82, passages: [{ title: "VPN", section: "VPN does not connect", score: 0.82 }] });
    await this.step(run, "found", "condition", { port: "some" }, "some");
    await this.emit(run, "node.started", "answer", { kind: "llm", title: "answer", attempt: 1 });
    const text = "Two things usually fix this:\n\n1. **Quit the VPN client** completely and start it again [1].\n2. Check that the second factor was confirmed on your phone [2].\n\n*Quoted from the articles by the offline model.*";
    for (const [part, piece] of (text.match(/.{1,18}/gs) ?? []).entries()) {
      await this.emit(run, "message.delta", "answer", { text: piece }, part);
      await pause(this.world.pace / 6);
    }
    const citations = [
      { n: 1, title: "VPN", section: "VPN does not connect", excerpt: "Quit the client from the tray icon, wait ten seconds, start it again and sign in.", document_id: "doc-0", base: "it" },
      { n: 2, title: "Password and MFA", section: "The second factor", excerpt: "Each sign-in must be confirmed in the authenticator app within one minute.", document_id: "doc-1", base: "it" },
    ];
    await this.emit(run, "node.completed", "answer", { kind: "llm", port: "out", input: { prompt: "My VPN does not connect" }, output: { text, citations, confidence: 0.82, offline: true }, duration_ms: 1_240, usage: { input_tokens: 812, output_tokens: 96, model: "offline" }, attempt: 1 });
    await this.emit(run, "message.completed", "answer", { text, citations, node: "answer" });
    this.say(run, { content: text, citations });
    const options = [{ port: "yes", label: "Yes, thanks" }, { port: "no", label: "No, I need more help" }];
    await this.wait(run, "helped", "Did this help?", { options });
    this.say(run, { kind: "options", content: "Did this help?", data: { options, node: "helped", answered: false } });
  }

  async answer(run: Run, answer: { option?: string; values?: Record<string, unknown>; declined?: boolean; text?: string }): Promise<void> {
    const node = run.waiting?.node;
    run.status = "running";
    run.waiting = null;
    await this.emit(run, "run.resumed", node ?? null, { node, answer, by: "you" });
    await this.emit(run, "node.completed", node ?? null, { kind: "ask_user", port: answer.option ?? (answer.declined ? "declined" : "answered"), output: answer, duration_ms: 3, attempt: 1 });
    if (node === "helped" && answer.option === "yes") {
      const text = this.textOf(run, "glad");
      await this.step(run, "glad", "reply", { text });
      this.say(run, { content: text });
      await this.step(run, "solved", "end", { outcome: "solved" });
      return this.end(run, { outcome: "solved" });
    }
    if (node === "helped") {
      await this.step(run, "sorry", "reply", { text: "I am sorry that this did not solve it." });
      this.say(run, { content: "I am sorry that this did not solve it. Let me collect what the desk needs to know." });
      await this.step(run, "prefill", "extract", { values: { summary: "My VPN does not connect", category: "network" } });
      const form = this.world.forms[0];
      const values = { summary: (run.input as { message: string }).message, category: "network" };
      await this.wait(run, "details", "Please check and complete this; then I open the ticket.", { form, values });
      this.say(run, { kind: "form", content: "Please check and complete this; then I open the ticket.", data: { form, values, errors: [], node: "details", answered: false } });
      return;
    }
    if (answer.declined) {
      await this.step(run, "declined", "reply", {});
      this.say(run, { content: "All right, I have not opened a ticket." });
      return this.end(run, { outcome: "unsolved" });
    }
    const ticket = this.ticket(run, answer.values ?? {});
    await this.step(run, "ticket", "create_ticket", { id: ticket.id, number: ticket.number });
    this.say(run, { kind: "ticket", content: ticket.title, data: { number: ticket.number, id: ticket.id, status: "new", priority: ticket.priority, title: ticket.title } });
    await this.step(run, "tell_desk", "notify", { delivered: 1 });
    await this.step(run, "done", "reply", {});
    this.say(run, { content: `Done: your ticket is **${ticket.number}**.` });
    await this.step(run, "ticketed", "end", { outcome: "ticket" });
    return this.end(run, { outcome: "ticket", ticket: ticket.number });
  }

  /** What a reply says in the version that runs. */
  private textOf(run: Run, id: string): string {
    const record = this.world.flows.get(run.flow);
    const flow = run.version === null ? record?.flow : record?.versions.at(-1)?.document;
    const text = flow?.nodes.find((node) => node.id === id)?.config?.text;
    return typeof text === "string" ? text : "";
  }

  ticket(run: Run, values: Record<string, unknown>): Ticket {
    const now = new Date();
    const ticket: Ticket = {
      id: this.id(),
      number: `TKT-${now.toISOString().slice(0, 10).replaceAll("-", "")}-${String(this.world.tickets.length + 1).padStart(5, "0")}`,
      title: String(values.summary ?? "Help wanted"),
      description: String(values.details ?? "My VPN does not connect"),
      status: "new",
      priority: (values.priority as Ticket["priority"] | undefined) ?? "P3",
      category: String(values.category ?? "other"),
      requester: { id: "u1", name: "Ada Weber", email: "ada@example.org" },
      assignee: null,
      tags: ["assistant"],
      fields: { device: values.device ?? "" },
      source: "chat",
      conversation_id: run.conversation_id,
      run_id: run.id,
      created_at: now.toISOString(),
      updated_at: now.toISOString(),
      resolved_at: null,
      etag: '"1"',
      comments: [],
      allowed_statuses: ["open", "pending", "resolved"],
    };
    this.world.tickets.unshift(ticket);
    this.world.history[ticket.number] = [{ id: "h1", at: ticket.created_at, actor: "the assistant", action: "created" }];
    this.world.notices.unshift({ id: this.id(), subject: `${ticket.number}: ${ticket.title}`, body: "A user still needs help.", link: null, read_at: null, created_at: ticket.created_at });
    return ticket;
  }

  async end(run: Run, output: unknown): Promise<void> {
    run.status = "completed";
    run.output = output;
    run.ended_at = new Date().toISOString();
    await this.emit(run, "run.completed", null, { output, usage: { input_tokens: 812, output_tokens: 96 } });
  }
}
