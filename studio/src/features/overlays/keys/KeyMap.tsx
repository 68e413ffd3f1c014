import { command, commands } from "@/editor/commands/all";
import { GROUP_TITLES, GROUPS, helpRows } from "@/editor/commands/help";
import { keysOf, useKeymap } from "@/editor/commands/keymap";
import { shown } from "@/editor/commands/keys";
import type { Command } from "@/editor/commands/types";
import { t } from "@/i18n";
import { KeyEditor } from "./KeyEditor";

/** What somebody gave other keys than it came with. */
export const useChanged = (): Command[] => {
  const own = useKeymap((state) => state.own);
  return Object.keys(own).flatMap((id) => command(id) ?? []);
};

/** Every key there is, in the groups of the commands; each can be another. What was changed stands first, with what it was. */
export function KeyMap({ changing }: { changing: boolean }) {
  const changed = useChanged();
  return (
    <>
      {changing && <p className="mb-3 text-muted">{t("Choose a key to change it, then press the new one. It is kept in this browser, for you alone.")}</p>}
      {changed.length > 0 && (
        <section className="mb-4">
          <h3 className="mb-1 font-semibold">{t("Changed by you")}</h3>
          <ul aria-label={t("Changed by you")}>
            {changed.map((one) => (
              <li key={one.id} className="flex flex-wrap items-baseline justify-between gap-x-4 border-b border-line py-1">
                <span>{one.label}</span>
                <span className="text-xs text-muted">
                  {t("{now}, was {before}", { now: keysOf(one).map(shown).join(", ") || t("none"), before: one.keys.map(shown).join(", ") || t("none") })}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
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
    </>
  );
}
