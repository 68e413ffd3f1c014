import { GROUPS, helpRows } from "@/editor/commands/help";
import { useTools } from "@/editor/context";
import { Dialog } from "@/ui/dialog";

/** `?`: every key there is, in the groups of the commands. */
export function HelpDialog() {
  const { editor } = useTools();
  return (
    <Dialog title="Keyboard" shape="wide" scrolls onClose={() => editor.open(null)}>
      <div className="columns-1 gap-8 sm:columns-2">
        {GROUPS.map((group) => (
          <section key={group} className="mb-4 break-inside-avoid">
            <h3 className="mb-1 font-semibold">{group}</h3>
            <dl>
              {helpRows(group).map((row) => (
                <div key={row.label} className="flex items-baseline justify-between gap-4 border-b border-line py-1">
                  <dt>{row.label}</dt>
                  <dd className="flex flex-wrap justify-end gap-1">
                    {row.keys.map((keys) => (
                      <kbd key={keys} className="rounded-control border border-line-strong bg-sunken px-1.5 font-sans text-xs whitespace-nowrap">
                        {keys}
                      </kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="mt-2 text-muted">Tab goes into the flow and out of it again; the keys work on the node that has the focus.</p>
    </Dialog>
  );
}
