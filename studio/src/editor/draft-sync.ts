// Saves the draft: 800 ms after the last change, before the page goes, and again when the network is back. A tab that has no edit
// of its own never writes, nor does a hidden one but for what it had when it was hidden; a stale tag is answered by a rebase, never
// by overwriting.
import { type Loaded, loadDraft, putDraft, putLayout } from "@/api/flows";
import { asProblem, type Problem } from "@/api/http";
import { type Doc, same } from "@/flow/document";
import { type Conflict, countChanges, stillOpen } from "@/flow/rebase";
import { type Answered, answer } from "./answers";
import { mergeIn, type Restored, theirsOf } from "./merging";
import type { Outbox, Unsaved } from "./outbox";
import type { Editor, Save, SaveTrouble } from "./store";

export const SAVE_AFTER_MS = 800;
/** Whoever types without a pause is saved all the same. */
const SAVE_WITHIN_MS = 8_000;
const KEEP_EVERY_MS = 300;
const RETRY_FIRST_MS = 2_000;
const RETRY_MOST_MS = 30_000;
/** Answers that never came, remembered to know one's own changes again. */
const SENT_KEPT = 3;

export interface Merged {
  merged: number;
  touched: ReadonlySet<string>;
  /** Edits of one's own met them. */
  hadOwn: boolean;
  conflicts: number;
}

export class DraftSync {
  private base: Doc;
  private etag: string | null;
  private layoutEtag: string | null;
  private sent: Doc[] = [];
  private saving: Promise<void> | null = null;
  private pulling: Promise<boolean> | null = null;
  private saveTimer: ReturnType<typeof setTimeout> | undefined;
  private keepTimer: ReturnType<typeof setTimeout> | undefined;
  private firstChange = 0;
  private retryMs = RETRY_FIRST_MS;
  private hasEnded = false;
  private readonly editor: Editor;
  private readonly outbox: Outbox;
  /** Told of what somebody else changed, after it came in. */
  onMerged: (what: Merged) => void = () => undefined;
  /** Told before edits of one's own meet somebody else's. */
  beforeMerge: (doc: Doc) => void = () => undefined;

  constructor(editor: Editor, outbox: Outbox, loaded: Loaded, restored: Restored) {
    this.editor = editor;
    this.outbox = outbox;
    this.base = restored.base;
    this.etag = loaded.etag;
    this.layoutEtag = loaded.layoutEtag;
    if (restored.conflicts.length > 0) this.ask(restored.conflicts);
  }

  get tab(): string {
    return this.outbox.tab;
  }

  /** Begins to watch the editor; call the returned function to end. */
  start(): () => void {
    const stopWatching = this.editor.subscribe((state, before) => {
      if (state.doc !== before.doc) this.changed();
    });
    const onVisible = () => (document.hidden ? this.leave() : void this.flush());
    const onLeave = () => this.leave();
    const onBack = () => void this.flush();
    // Only where nothing can be kept does leaving lose something, so only then is it asked about.
    const onUnload = (event: BeforeUnloadEvent) => {
      if (!this.editor.getState().save.isKept && this.isDirty()) event.preventDefault();
    };
    document.addEventListener("visibilitychange", onVisible);
    window.addEventListener("blur", onBack);
    window.addEventListener("pagehide", onLeave);
    window.addEventListener("online", onBack);
    window.addEventListener("beforeunload", onUnload);
    if (this.isDirty()) this.changed();
    else void this.outbox.clear();
    return () => {
      stopWatching();
      document.removeEventListener("visibilitychange", onVisible);
      window.removeEventListener("blur", onBack);
      window.removeEventListener("pagehide", onLeave);
      window.removeEventListener("online", onBack);
      window.removeEventListener("beforeunload", onUnload);
      void this.end();
    };
  }

  private async end(): Promise<void> {
    this.keepNow();
    if (this.isDirty()) await this.flush(true);
    this.hasEnded = true;
    clearTimeout(this.saveTimer);
    clearTimeout(this.keepTimer);
    await this.outbox.close();
  }

  isDirty(): boolean {
    const { doc } = this.editor.getState();
    return !same(doc.flow, this.base.flow) || !same(doc.layout, this.base.layout);
  }

  private changed(): void {
    const { save, conflicts, doc } = this.editor.getState();
    if (conflicts.length > 0) {
      const open = stillOpen(doc, conflicts);
      if (open.length < conflicts.length) this.ask(open);
    } else if (save.state === "saved") this.report({ state: "saving" });
    this.keepTimer ??= setTimeout(() => this.keepNow(), KEEP_EVERY_MS);
    this.firstChange ||= Date.now();
    this.schedule(Math.max(0, Math.min(SAVE_AFTER_MS, this.firstChange + SAVE_WITHIN_MS - Date.now())));
  }

  private schedule(ms: number): void {
    clearTimeout(this.saveTimer);
    if (!this.hasEnded) this.saveTimer = setTimeout(() => void this.flush(), ms);
  }

  private unsaved(): Unsaved {
    const { doc, conflicts } = this.editor.getState();
    return { base: this.base, etag: this.etag, layoutEtag: this.layoutEtag, doc, sent: this.sent, conflicts };
  }

  private keepNow(): void {
    clearTimeout(this.keepTimer);
    this.keepTimer = undefined;
    if (!this.isDirty()) return void this.outbox.clear();
    const { save, doc } = this.editor.getState();
    // Only without a network does anybody want to know how many.
    if (save.state === "offline") this.report({ pending: countChanges(this.base, doc) });
    void this.outbox.write(this.unsaved()).then((isKept) => {
      if (this.editor.getState().save.isKept !== isKept) this.report({ isKept });
    });
  }

  /** The page is going: keep what there is, and try to send it. */
  private leave(): void {
    if (!this.isDirty()) return;
    this.outbox.writeAtOnce(this.unsaved());
    this.keepNow();
    void this.flush(true);
  }

  /** Saves now; resolves when the server has everything, or says why not through the editor's state. */
  async flush(isLast = false): Promise<void> {
    clearTimeout(this.saveTimer);
    while (this.saving) await this.saving;
    const { save, conflicts } = this.editor.getState();
    if (conflicts.length > 0 || (document.hidden && !isLast) || save.trouble === "gone" || save.trouble === "read-only") return;
    if (!this.isDirty()) {
      if (save.state !== "saved") this.saved();
      return;
    }
    this.saving = this.save().finally(() => {
      this.saving = null;
    });
    await this.saving;
    if (this.editor.getState().save.state === "saved" && this.isDirty()) this.changed();
  }

  private async save(): Promise<void> {
    this.firstChange = 0;
    if (this.editor.getState().save.state !== "offline") this.report({ state: "saving" });
    try {
      // A few rounds: somebody who saves at the same time may be faster again.
      for (let round = 0; round < 4; round += 1) {
        const { doc } = this.editor.getState();
        try {
          await this.send(doc);
          this.saved();
          return this.keepNow();
        } catch (error) {
          const { status } = asProblem(error);
          // What was refused has not arrived.
          if (status >= 400 && status < 500) this.sent = this.sent.filter((one) => one !== doc);
          if (status !== 412) throw error;
          // A hidden tab takes nothing in and writes nothing on top of it.
          if (document.hidden || !(await this.pull())) return;
        }
      }
      this.schedule(SAVE_AFTER_MS);
    } catch (error) {
      this.failed(asProblem(error));
    }
  }

  private async send(doc: Doc): Promise<void> {
    const { name, branch } = this.editor.getState();
    this.sent = [...this.sent, doc].slice(-SENT_KEPT);
    void this.outbox.write(this.unsaved());
    if (!same(doc.flow, this.base.flow)) {
      const { etag } = await putDraft(name, doc.flow, this.etag, true, branch);
      this.etag = etag ?? this.etag;
      this.base = { ...this.base, flow: doc.flow };
    }
    if (!same(doc.layout, this.base.layout)) {
      const { etag } = await putLayout(name, doc.layout, this.layoutEtag, true, branch);
      this.layoutEtag = etag ?? this.layoutEtag;
      this.base = { ...this.base, layout: doc.layout };
    }
    this.sent = [];
  }

  private failed(problem: Problem): void {
    const trouble = troubleOf(problem.status);
    const pending = countChanges(this.base, this.editor.getState().doc);
    this.report({ state: "offline", message: problem.status === 0 ? "" : problem.message, trouble, pending });
    this.keepNow();
    // What the server refuses it refuses again; the next edit may mend it.
    if (trouble !== null && trouble !== "signed-out") return;
    this.schedule(this.retryMs);
    this.retryMs = Math.min(this.retryMs * 2, RETRY_MOST_MS);
  }

  /** What the server has now, by its tags: another than what this editor stands on is taken in before a save would meet it. */
  noticed(etag: string, layoutEtag: string): void {
    const isNews = etag !== this.etag || layoutEtag !== this.layoutEtag;
    if (!isNews || this.saving || document.hidden || this.editor.getState().save.trouble !== null) return;
    void this.pull().catch(() => undefined);
  }

  /** Takes the server's state in; true when it may be saved on top of it. */
  private pull(): Promise<boolean> {
    this.pulling ??= this.takeIn().finally(() => {
      this.pulling = null;
    });
    return this.pulling;
  }

  private async takeIn(): Promise<boolean> {
    const state = this.editor.getState();
    const loaded = await loadDraft(state.name, state.branch);
    // From here on without a pause: what was typed meanwhile is mine.
    const mine = this.editor.getState().doc;
    const hadOwn = this.isDirty();
    const result = mergeIn({ base: this.base, mine, theirs: theirsOf(loaded), sent: this.sent, kinds: state.kinds });
    if (hadOwn && result.merged > 0) this.beforeMerge(mine);
    this.base = result.base;
    this.etag = loaded.etag;
    this.layoutEtag = loaded.layoutEtag;
    this.sent = [];
    if (!same(result.doc, mine)) this.editor.merge(result.doc);
    const keys = new Set(result.conflicts.map((one) => one.key));
    const open = [...this.editor.getState().conflicts.filter((one) => !keys.has(one.key)), ...result.conflicts];
    this.ask(stillOpen(result.doc, open));
    this.onMerged({ merged: result.merged, touched: result.touched, hadOwn, conflicts: result.conflicts.length });
    this.keepNow();
    return this.editor.getState().conflicts.length === 0;
  }

  /** Shows what both changed; without anything to ask, saving goes on. */
  private ask(conflicts: Conflict[]): void {
    const before = this.editor.getState().conflicts;
    if (conflicts.length === 0 && before.length === 0) return;
    this.editor.setState((state) => ({ conflicts, asking: conflicts.length > 0 && (state.asking || conflicts.length > before.length) }));
    if (conflicts.length > 0) return this.report({ state: "conflict", trouble: null });
    this.report({ state: "saving" });
    this.schedule(0);
  }

  /** Takes the answers into the document, as one step that can be undone, and saves. */
  settle(answers: Record<string, Answered>): void {
    const { conflicts } = this.editor.getState();
    answer(this.editor, conflicts, answers);
    this.ask(conflicts.filter((conflict) => !answers[conflict.key]));
  }

  /** Gives up what is not saved: the server's state is taken over with the next opening. */
  async discard(): Promise<void> {
    clearTimeout(this.keepTimer);
    this.base = this.editor.getState().doc;
    await this.outbox.clear();
  }

  private saved(): void {
    this.retryMs = RETRY_FIRST_MS;
    this.report({ state: "saved", at: Date.now(), message: "", pending: 0, trouble: null });
  }

  private report(change: Partial<Save>): void {
    this.editor.setState(({ save }) => ({ save: { ...save, ...change } }));
  }
}

function troubleOf(status: number): SaveTrouble | null {
  if (status === 401) return "signed-out";
  if (status === 403) return "read-only";
  if (status === 404) return "gone";
  return status >= 400 && status < 500 && status !== 408 && status !== 429 ? "refused" : null;
}
