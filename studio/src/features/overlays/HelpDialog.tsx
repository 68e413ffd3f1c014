import { commands } from "@/editor/commands/all";
import { shown } from "@/editor/commands/keys";
import { useTools } from "@/editor/context";
import { Dialog } from "@/ui/dialog";

const GROUPS = ["Add", "Move", "Edit", "Run", "View", "Flow"] as const;

export function HelpDialog() {
  const { editor } = useTools();
  const keyed = commands.filter((command) => command.keys.length > 0 || command.id === "paste");
  return (
    <Dialog title="Keyboard" shape="wide" scrolls onClose={() => editor.open(null)}>
      <div className="columns-1 gap-8 sm:columns-2">
        {GROUPS.map((group) => (
          <section key={group} className="mb-4 break-inside-avoid">
            <h3 className="mb-1 font-semibold">{group}</h3>
            <dl>
              {keyed
                .filter((command) => command.group === group)
                .map((command) => (
                  <div key={command.id} className="flex items-baseline justify-between gap-4 border-b border-line py-1">
                    <dt>{command.label}</dt>
                    <dd className="flex gap-1">
                      {command.keys.map((keys) => (
                        <kbd key={keys} className="rounded-control border border-line-strong bg-sunken px-1.5 font-sans text-xs whitespace-nowrap">
                          {shown(keys)}
                        </kbd>
                      ))}
                    </dd>
                  </div>
                ))}
              {group === "Edit" && (
                <div className="flex items-baseline justify-between gap-4 border-b border-line py-1">
                  <dt>Paste nodes</dt>
                  <dd>
                    <kbd className="rounded-control border border-line-strong bg-sunken px-1.5 font-sans text-xs">{shown("Mod+V")}</kbd>
                  </dd>
                </div>
              )}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
