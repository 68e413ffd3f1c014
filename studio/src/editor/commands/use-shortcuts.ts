import { useEffect } from "react";
import { isTyping } from "@/lib/typing";
import { useTools } from "../context";
import { commands } from "./all";
import { copySelection, deleteSelection, pasteText } from "./clipboard";
import { isBehindDialog } from "./finder";
import { keysOf } from "./keymap";
import { pressed } from "./keys";

/** Works while typing too. */
const EVERYWHERE = new Set(["Mod+K", "Mod+Enter", "F8", "Shift+F8", "F9"]);
const NO_COMMAND = new Set(["Shift", "Control", "Alt", "Meta", "Tab"]);
/** Real clipboard events are used for these: they work without a permission. */
const BY_EVENT = new Set(["Mod+C", "Mod+X"]);

/** Keys belong to the canvas, to nothing in particular, or to any button that has no use for them. */
export function useShortcuts(): void {
  const tools = useTools();
  useEffect(() => {
    const inOwnWidget = (target: EventTarget | null) =>
      target instanceof Element && target.closest("dialog, [role=dialog], [role=menu], [role=listbox], [role=tablist], [data-own-keys]") !== null;

    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const keys = pressed(event);
      if (BY_EVENT.has(keys)) return;
      const typing = isTyping(event.target);
      if ((typing || inOwnWidget(event.target)) && !EVERYWHERE.has(keys) && keys !== "Escape") return;
      // Escape is left to the dialog, which closes by it wherever the focus is. Not asked for each letter: the whole page is searched.
      if (isBehindDialog()) return;
      const target = event.target as Element | null;
      // Enter and Space press the button that has the focus.
      if ((keys === "Enter" || keys === "Space") && target?.closest("button, a, summary") && !target.closest("[data-node-id]")) return;
      // A command is about the node that has the focus, however the focus came there. In the outline a connection stands in a node’s row.
      const focused = target?.closest("[data-edge-tools]") ? undefined : target?.closest<HTMLElement>("[data-node-id]")?.dataset.nodeId;
      if (focused && !NO_COMMAND.has(event.key) && !tools.editor.getState().nodes.has(focused)) tools.editor.select([focused]);
      const note = target?.closest<HTMLElement>("[data-note-id]")?.dataset.noteId;
      if (note && !NO_COMMAND.has(event.key) && !tools.editor.getState().notes.has(note)) tools.editor.select([], [], [note]);
      const command = commands.find((one) => keysOf(one).includes(keys) && (one.when?.(tools) ?? true));
      if (!command) return;
      event.preventDefault();
      command.perform(tools);
    };

    const canvasHas = (target: EventTarget | null) => !isTyping(target) && !inOwnWidget(target) && !isBehindDialog() && !window.getSelection()?.toString();
    const onCopy = (event: ClipboardEvent) => {
      if (!canvasHas(event.target)) return;
      const text = copySelection(tools);
      if (!text) return;
      event.clipboardData?.setData("text/plain", text);
      event.preventDefault();
      if (event.type === "cut") deleteSelection(tools, false);
    };
    const onPaste = (event: ClipboardEvent) => {
      if (isTyping(event.target) || inOwnWidget(event.target) || isBehindDialog()) return;
      if (pasteText(tools, event.clipboardData?.getData("text/plain") ?? "")) event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    document.addEventListener("copy", onCopy);
    document.addEventListener("cut", onCopy);
    document.addEventListener("paste", onPaste);
    return () => {
      window.removeEventListener("keydown", onKey);
      document.removeEventListener("copy", onCopy);
      document.removeEventListener("cut", onCopy);
      document.removeEventListener("paste", onPaste);
    };
  }, [tools]);
}
