import { type RefObject, useEffect } from "react";
import { useEditorState, useTools } from "@/editor/context";

const CONTROLS = ["input:not(:disabled)", "textarea:not(:disabled)", "[contenteditable=true]", "[data-sentence] button:not(:disabled)", "select:not([data-mode]):not(:disabled)"].join(", ");
/** As long as a sheet takes to open; before, nothing in it can have the focus. */
const FRAMES = 24;
const AGAIN_MS = 250;

/** Puts the focus into the field that was asked for, a finding’s or the first one, and says whether there is one: the form is drawn as
 *  a whole, so what is not in it by now does not come later. */
export function useFieldFocus(body: RefObject<HTMLElement | null>): void {
  const { editor } = useTools();
  const asked = useEditorState((state) => state.focusField);
  useEffect(() => {
    if (!asked || asked.isMissing) return;
    // To have been answered is no reason to stop; to be asked for another one, or to be closed, is.
    const isOver = () => {
      const now = editor.getState().focusField;
      return body.current === null || (now !== null && now !== asked);
    };
    const answer = (found: boolean) => editor.setState((state) => (state.focusField === asked ? { focusField: found ? null : { ...asked, isMissing: true } } : {}));
    const take = (control: HTMLElement) => {
      control.scrollIntoView({ block: "nearest" });
      answer(true);
      setTimeout(() => {
        // A menu that closes gives the focus back to the canvas. Who has opened a list meanwhile keeps it.
        const now = document.activeElement;
        if (!isOver() && control.isConnected && (now === document.body || now?.closest("[data-node-id]"))) control.focus();
      }, AGAIN_MS);
    };
    let left = FRAMES;
    const attempt = () => {
      if (isOver()) return;
      const control = controlOf(body.current, asked.field);
      control?.focus();
      if (control && document.activeElement === control) return take(control);
      if (control && left > 0) requestAnimationFrame(attempt);
      else answer(false);
      left -= 1;
    };
    requestAnimationFrame(attempt);
  }, [asked, body, editor]);
}

/** What one writes into or chooses from, of a field. */
function controlOf(form: HTMLElement | null, field: string): HTMLElement | null {
  if (field === "") return form?.querySelector<HTMLElement>(CONTROLS) ?? null;
  const found = fieldOf([...(form?.querySelectorAll<HTMLElement>("[data-field]") ?? [])], field);
  // Folded settings are unfolded for it.
  found?.closest("details")?.setAttribute("open", "");
  return found?.querySelector<HTMLElement>(CONTROLS) ?? null;
}

/** Itself, or the nearest around it; else the first part of it. */
function fieldOf(fields: HTMLElement[], wanted: string): HTMLElement | undefined {
  const length = ({ dataset }: HTMLElement) => dataset.field?.length ?? 0;
  const around = fields.filter(({ dataset }) => wanted === dataset.field || wanted.startsWith(`${dataset.field}/`)).toSorted((a, b) => length(b) - length(a));
  return around[0] ?? fields.find(({ dataset }) => dataset.field?.startsWith(`${wanted}/`));
}
