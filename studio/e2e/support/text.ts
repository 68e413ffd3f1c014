import type { Locator } from "playwright-core";

/** What a text field holds, pills as the text they stand for; the field may be a plain one. */
export const written = (field: Locator): Promise<string> =>
  field.evaluate((element) => {
    if (element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement) return element.value;
    const read = (node: Node): string => {
      if (node instanceof HTMLElement && node.dataset.written !== undefined) return node.dataset.written;
      if (node instanceof HTMLElement && node.matches(".cm-placeholder, .cm-widgetBuffer")) return "";
      return node.childNodes.length > 0 ? [...node.childNodes].map(read).join("") : (node.textContent ?? "");
    };
    return [...element.querySelectorAll(".cm-line")].map(read).join("\n");
  });

/**
 * Puts `text` in a text field in place of what it held, as a person types it. What `fill` does in a field of coloured code makes
 * Chromium keep the colours as inline styles, which the content security policy refuses aloud.
 */
export async function rewrite(field: Locator, text: string): Promise<void> {
  await field.focus();
  await field.press("ControlOrMeta+a");
  await field.page().keyboard.insertText(text);
}
