import { goTo } from "@/editor/go-to";
import { useTools } from "@/editor/context";
import { usePresence } from "@/editor/presence/presence";
import { t } from "@/i18n";
import { cx } from "@/lib/cx";
import { byPerson, initials, lookOf } from "./look";

const SHOWN = 4;

/** Who else has the flow open, in the header; pressing one leads to where they are. */
export function Avatars() {
  const tools = useTools();
  const people = byPerson(usePresence((state) => state.others));
  if (people.length === 0) return null;
  return (
    <ul aria-label={t("Also here")} className="flex items-center gap-0.5">
      {people.slice(0, SHOWN).map(({ id, name, me, tabs }) => {
        const node = tabs.find((tab) => tab.node)?.node;
        const who = me ? t("You, in another tab") : name;
        const said = node ? t("{who}, at ‘{node}’", { who, node }) : who;
        return (
          <li key={id} data-present={name}>
            <button
              type="button"
              title={said}
              aria-label={t("{initials}: {said}", { initials: initials(name), said })}
              onClick={() => node && goTo(tools, node)}
              className={cx("grid size-7 place-items-center rounded-full border-2 text-xs font-semibold", lookOf(id).tag)}
            >
              {initials(name)}
            </button>
          </li>
        );
      })}
      {people.length > SHOWN && <li className="px-1 text-xs text-muted">{t("and {count} more", { count: people.length - SHOWN })}</li>}
    </ul>
  );
}
