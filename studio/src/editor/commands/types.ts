import type { EditorTools } from "../context";

/** Something a person can do in the editor. Menus, shortcuts, the command palette and the help read the same list. */
export interface Command {
  id: string;
  label: string;
  /** As shown; the first that matches is used. `Mod` is Ctrl, or ⌘ on a Mac. */
  keys: string[];
  /** Commands with one row share a line of the help: “Move the node”, with all their keys. */
  row?: string;
  group: "Add" | "Edit" | "Move" | "Run" | "View" | "Flow";
  when?: (tools: EditorTools) => boolean;
  perform: (tools: EditorTools) => void;
}
