// Finds out what is wrong with the draft after each change of the flow itself: in this browser, and by asking the server until
// the check is loaded here, and where it cannot be.
import { checkFlow } from "@/api/flows";
import { whenIdle } from "@/lib/when-idle";
import { LocalChecks } from "./checks/local";
import type { Editor } from "./store";

/** People type; the server is asked when they pause. */
const ASK_AFTER_MS = 250;
const CHECK_AFTER_MS = 80;
const RETRY_MS = 5_000;

export function startChecking(editor: Editor): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: AbortController | undefined;
  const local = new LocalChecks(editor.getState().name, () => void check());
  const check = async () => {
    clearTimeout(timer);
    running?.abort();
    const mine = (running = new AbortController());
    const { name, doc } = editor.getState();
    editor.setState({ checked: "checking" });
    try {
      const findings = (await local.check(doc.flow)) ?? (mine.signal.aborted ? [] : await checkFlow(name, doc.flow, mine.signal));
      if (!mine.signal.aborted) editor.setState({ findings, checked: "done" });
    } catch {
      if (mine.signal.aborted) return;
      // The save indicator already tells of a lost network; the list says that it is out of date.
      editor.setState({ checked: "failed" });
      timer = setTimeout(() => void check(), RETRY_MS);
    }
  };
  const stopWatching = editor.subscribe((state, before) => {
    if (state.doc.flow === before.doc.flow) return;
    clearTimeout(timer);
    timer = setTimeout(() => void check(), local.isLoaded ? CHECK_AFTER_MS : ASK_AFTER_MS);
  });
  // Whoever comes back may have added a base or a form elsewhere.
  const onFocus = () => void local.refresh();
  window.addEventListener("focus", onFocus);
  const stopWaiting = whenIdle(() => void local.load());
  void check();
  return () => {
    stopWatching();
    stopWaiting();
    window.removeEventListener("focus", onFocus);
    clearTimeout(timer);
    running?.abort();
    local.stop();
  };
}
