// The editor for texts is a chunk of its own. On a touch screen the plain field stays: its keyboard, its selection handles and its
// spelling help are better than what we could make.
import type * as Editor from "./editor";

let loaded: typeof Editor | null = null;
let loading: Promise<typeof Editor> | null = null;

export const hasEditor = (): typeof Editor | null => loaded;

export const wantsEditor = (): boolean => typeof matchMedia === "function" && matchMedia("(pointer: fine)").matches;

export function loadEditor(): Promise<typeof Editor> {
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
