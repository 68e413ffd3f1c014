import type { EditorTools } from "../context";

/** Something a person can do in the editor. Menus, shortcuts, the command palette and the help read the same list. */
export interface Command {
  id: string;
  label: string;
  /** As they come: people may choose others (`keymap.ts`). `Mod` is Ctrl, or ⌘ on a Mac. */
  keys: string[];
  /** Commands with one row share a line of the help: “Move the node”, with all their keys. */
  row?: string;
  group: "Add" | "Edit" | "Arrange" | "Move" | "Run" | "View" | "Flow";
  when?: (tools: EditorTools) => boolean;
  perform: (tools: EditorTools) => void;
}
