import { commands } from "@/editor/commands/all";
import { keysOf } from "@/editor/commands/keymap";
import { shown } from "@/editor/commands/keys";
import { useTools } from "@/editor/context";
import Finder from "./finder/Finder";

/** Ctrl+K in the editor: every command that applies now, beside what is found everywhere. Loaded when first opened. */
export default function CommandPalette() {
  const tools = useTools();
  const usable = commands.filter((command) => command.id !== "commands" && (command.when?.(tools) ?? true));
  return (
    <Finder
      commands={usable.map((command) => {
        const [keys] = keysOf(command);
        return { id: command.id, label: command.label, words: command.id, detail: keys && shown(keys), perform: () => command.perform(tools) };
      })}
      onClose={() => tools.editor.open(null)}
    />
  );
}
