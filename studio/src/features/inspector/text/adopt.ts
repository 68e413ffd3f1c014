// CodeMirror writes its styles into a <style> element, which our content security policy refuses. In a shadow root it uses a
// constructed style sheet instead, which is no inline style: the set that it makes there is handed to the document too.
import { EditorView } from "@codemirror/view";

let adopted = false;

export function adoptStyles(): void {
  if (adopted) return;
  adopted = true;
  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "open" });
  new EditorView({ root }).destroy();
  for (const mark of Object.getOwnPropertySymbols(root)) {
    const made = (root as unknown as Record<symbol, unknown>)[mark];
    if (typeof made === "object" && made !== null && "mount" in made) (document as unknown as Record<symbol, unknown>)[mark] = made;
  }
}
