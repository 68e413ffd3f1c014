// The editor for texts is a chunk of its own. On a touch screen the plain field stays: its keyboard, its selection handles and its
// spelling help are better than what we could make.
import type * as Editor from "./editor";

export type EditorChunk = typeof Editor;

let loaded: EditorChunk | null = null;
let loading: Promise<EditorChunk> | null = null;

export const hasEditor = (): EditorChunk | null => loaded;

export const wantsEditor = (): boolean => typeof matchMedia === "function" && matchMedia("(pointer: fine)").matches;

export function loadEditor(): Promise<EditorChunk> {
  loading ??= import("./editor").then(
    (made) => (loaded = made),
    (error: unknown) => {
      // The plain field goes on working; the next field tries again.
      loading = null;
      throw error;
    },
  );
  return loading;
}
