// Saves the draft: 800 ms after the last change, before the page goes, and again when the network is back. A tab that has no edit
// of its own never writes; a stale tag is answered by a rebase, never by overwriting.
import { getDraft, getLayout, type Loaded, putDraft, putLayout } from "@/api/flows";
import { asProblem } from "@/api/http";
import { type Doc, same } from "@/flow/document";
import { count } from "@/flow/describe";
import { type Choice, type Conflict, rebase } from "@/flow/rebase";
import { rebaseLayout } from "@/flow/rebase-layout";
import type { Flow, Layout } from "@/flow/types";
import { t } from "@/i18n";
import { toast } from "@/ui/toast";
import type { Outbox } from "./outbox";
import type { Editor } from "./store";

export const SAVE_AFTER_MS = 800;
const KEEP_AFTER_MS = 150;
const RETRY_FIRST_MS = 3_000;
const RETRY_MOST_MS = 30_000;

export class DraftSync {
  private base: Doc;
  private etag: string | null;
  private layoutEtag: string | null;
  private saving: Promise<void> | null = null;
  private saveTimer: ReturnType<typeof setTimeout> | undefined;
  private keepTimer: ReturnType<typeof setTimeout> | undefined;
  private retryMs = RETRY_FIRST_MS;
  private pending = 0;
  /** Server document a conflict is to be settled against. */
  private theirs: { flow: Flow; etag: string | null } | null = null;
  private readonly stops: (() => void)[] = [];
  private readonly editor: Editor;
  private readonly outbox: Outbox;

  constructor(editor: Editor, outbox: Outbox, loaded: Loaded) {
    this.editor = editor;
    this.outbox = outbox;
    this.base = { flow: loaded.flow, layout: loaded.layout };
    this.etag = loaded.etag;
    this.layoutEtag = loaded.layoutEtag;
  }

  /** Begins to watch the editor; call the returned function to end. */
  start(): () => void {
    this.stops.push(
      this.editor.subscribe((state, before) => {
        if (state.doc !== before.doc) this.changed();
      }),
    );
    const hide = () => document.hidden && this.leave();
    const leave = () => this.leave();
    const online = () => void this.flush();
    document.addEventListener("visibilitychange", hide);
    window.addEventListener("pagehide", leave);
    window.addEventListener("online", online);
    this.stops.push(() => {
      document.removeEventListener("visibilitychange", hide);
      window.removeEventListener("pagehide", leave);
      window.removeEventListener("online", online);
    });
    if (this.dirty()) this.changed();
    return () => {
      this.leave();
      clearTimeout(this.saveTimer);
      for (const stop of this.stops.splice(0)) stop();
    };
  }

  /** Conflicts that a restore of unsaved edits met when the editor opened. */
  openWith(conflicts: Conflict[], loaded: Loaded, base: Flow): void {
    this.base = { ...this.base, flow: base };
    this.theirs = { flow: loaded.flow, etag: loaded.etag };
    this.conflict(conflicts);
  }

  private dirty(): boolean {
    const { doc } = this.editor.getState();
    return !same(doc.flow, this.base.flow) || !same(doc.layout, this.base.layout);
  }

  private changed(): void {
    const { save } = this.editor.getState();
    this.pending += 1;
    // Only without a network does anybody want to know how many: telling of each key would wake every listener for nothing.
    if (save.state === "offline") this.report({ pending: this.pending });
    else if (save.state !== "conflict" && save.state !== "saving") this.report({ state: "saving" });
    clearTimeout(this.keepTimer);
    this.keepTimer = setTimeout(() => this.keep(), KEEP_AFTER_MS);
    this.schedule(SAVE_AFTER_MS);
  }

  private schedule(ms: number): void {
    clearTimeout(this.saveTimer);
    this.saveTimer = setTimeout(() => {
      if (!document.hidden) void this.flush();
    }, ms);
  }

  private keep(): void {
    clearTimeout(this.keepTimer);
    this.keepTimer = undefined;
    if (!this.dirty()) return this.outbox.clear();
    const kept = this.outbox.write({ base: this.base, etag: this.etag, doc: this.editor.getState().doc });
    if (!kept) this.report({ message: "This browser refuses to keep unsaved changes." });
  }

  /** The page is going: keep what there is, and try to send it. */
  private leave(): void {
    if (this.keepTimer === undefined && !this.dirty()) return;
    this.keep();
    if (this.dirty()) void this.flush(true);
  }

  /** Saves now; resolves when the server has everything, or says why not through the editor's state. */
  async flush(last = false): Promise<void> {
    clearTimeout(this.saveTimer);
    while (this.saving) await this.saving;
    if (this.editor.getState().save.state === "conflict" || !this.dirty()) {
      if (this.editor.getState().save.state === "saving") this.saved();
      return;
    }
    this.saving = this.save(last).finally(() => {
      this.saving = null;
    });
    await this.saving;
    if (this.editor.getState().save.state === "saved" && this.dirty()) this.changed();
  }

  private async save(last: boolean): Promise<void> {
    const { name, doc } = this.editor.getState();
    this.report({ state: "saving" });
    try {
      if (!same(doc.flow, this.base.flow)) {
        const answer = await putDraft(name, doc.flow, this.etag, last);
        this.etag = answer.etag ?? this.etag;
        this.base = { ...this.base, flow: doc.flow };
      }
      if (!same(doc.layout, this.base.layout)) await this.saveLayout(name, doc.layout, last);
      this.retryMs = RETRY_FIRST_MS;
      this.saved();
      this.keep();
    } catch (error) {
      const problem = asProblem(error);
      if (problem.status === 412) return this.rebase(name);
      const message = problem.status === 0 ? "" : problem.message;
      this.report({ state: "offline", message, pending: this.pending });
      this.schedule(this.retryMs);
      this.retryMs = Math.min(this.retryMs * 2, RETRY_MOST_MS);
    }
  }

  /** Positions are never worth a question: mine win where I moved something, theirs elsewhere. */
  private async saveLayout(name: string, layout: Layout, last: boolean): Promise<void> {
    try {
      const answer = await putLayout(name, layout, this.layoutEtag, last);
      this.layoutEtag = answer.etag ?? this.layoutEtag;
      this.base = { ...this.base, layout };
    } catch (error) {
      if (asProblem(error).status !== 412) throw error;
      const theirs = await getLayout(name);
      const merged = rebaseLayout(this.base.layout, layout, { nodes: {}, ...theirs.data });
      const answer = await putLayout(name, merged, theirs.etag, last);
      this.layoutEtag = answer.etag;
      this.base = { ...this.base, layout: merged };
      // Theirs comes into sight, and the next save does not put it back.
      const shown = rebaseLayout(layout, this.editor.getState().doc.layout, merged);
      this.editor.edit(t("merge of what was moved elsewhere"), (doc) => {
        if (!same(doc.layout, shown)) doc.layout = shown;
      });
    }
  }

  private async rebase(name: string): Promise<void> {
    try {
      const theirs = await getDraft(name);
      const flow: Flow = { ...theirs.data, nodes: theirs.data.nodes ?? [], edges: theirs.data.edges ?? [] };
      this.theirs = { flow, etag: theirs.etag };
      const result = rebase(this.base.flow, this.editor.getState().doc.flow, flow);
      if (result.conflicts.length > 0) return this.conflict(result.conflicts);
      this.settle({});
    } catch (error) {
      this.report({ state: "offline", message: asProblem(error).message, pending: this.pending });
      this.schedule(this.retryMs);
    }
  }

  private conflict(conflicts: Conflict[]): void {
    this.editor.setState({ conflicts, overlay: { is: "conflict" } });
    this.report({ state: "conflict" });
    this.keep();
  }

  /** Takes the other side's changes in, with a choice where both changed the same field, and saves on top of them. */
  settle(choices: Record<string, Choice>): void {
    const theirs = this.theirs;
    if (!theirs) return;
    const before = this.editor.getState().doc.flow;
    const { flow, merged } = rebase(this.base.flow, before, theirs.flow, choices);
    this.base = { ...this.base, flow: theirs.flow };
    this.etag = theirs.etag;
    this.theirs = null;
    this.editor.setState({ conflicts: [] });
    this.report({ state: "saving" });
    this.editor.edit("merge of somebody else’s changes", (doc) => {
      doc.flow = flow;
    });
    if (merged > 0) toast(`Merged ${count(merged, "change")} made elsewhere.`);
    this.schedule(0);
  }

  private saved(): void {
    this.pending = 0;
    this.report({ state: "saved", at: Date.now(), message: "", pending: 0 });
  }

  private report(change: Partial<ReturnType<Editor["getState"]>["save"]>): void {
    this.editor.setState(({ save }) => ({ save: { ...save, ...change } }));
  }
}
