import { useState } from "react";
import { Link } from "@tanstack/react-router";
import { command, commands } from "@/editor/commands/all";
import { GROUP_TITLES, GROUPS, helpRows } from "@/editor/commands/help";
import { resetAll, useKeymap } from "@/editor/commands/keymap";
import { useTools } from "@/editor/context";
import { t } from "@/i18n";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { KeyEditor } from "./KeyEditor";

/** `?`: every key there is, in the groups of the commands, and each can be another. */
export default function HelpDialog() {
  const { editor } = useTools();
  const own = useKeymap((state) => state.own);
  const [changing, setChanging] = useState(false);
  const isOwn = Object.keys(own).some((id) => command(id));
  return (
    <Dialog
      title={t("Keyboard")}
      shape="wide"
      scrolls={!changing}
      onClose={() => editor.open(null)}
      footer={
        <>
          {isOwn && (
            <Button className="mr-auto" onClick={resetAll}>
              {t("Set all back")}
            </Button>
          )}
          <Button aria-pressed={changing} onClick={() => setChanging(!changing)}>
            {changing ? t("Done changing keys") : t("Change keys")}
          </Button>
        </>
      }
    >
      {changing && <p className="mb-3 text-muted">{t("Choose a key to change it, then press the new one. It is kept in this browser, for you alone.")}</p>}
      <div className="columns-1 gap-8 sm:columns-2">
        {GROUPS.map((group) => (
          <section key={group} className="mb-4 break-inside-avoid">
            <h3 className="mb-1 font-semibold">{GROUP_TITLES[group]}</h3>
            {changing ? (
              <ul>
                {commands
                  .filter((one) => one.group === group)
                  .map((one) => (
                    <KeyEditor key={one.id} command={one} />
                  ))}
              </ul>
            ) : (
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
            )}
          </section>
        ))}
      </div>
      <p className="mt-2">
        <Link to="/welcome" className="text-accent underline underline-offset-2">
          {t("First steps with the product")}
        </Link>
      </p>
      <p className="mt-2 text-muted">{t("Tab goes into the flow and out of it again; the keys work on the node that has the focus.")}</p>
    </Dialog>
  );
}
