import { useEffect } from "react";
import { useEditorState } from "@/editor/context";
import { usePresence } from "@/editor/presence/presence";
import { t } from "@/i18n";
import { list } from "@/i18n/format";
import { byPerson, lookOf } from "./look";

/** Over the form of a node that somebody else is in: who, and in which field. */
export function EditingHere() {
  const active = useEditorState((state) => state.active);
  const others = usePresence((state) => state.others);
  const here = others.filter((one) => one.node === active && active !== null);
  const people = byPerson(here);
  useMarkedFields(here.flatMap((one) => one.field ?? []));
  if (people.length === 0 || active === null) return null;
  const alone = people.length === 1 && people[0]?.me === true;
  const name = list(people.map((one) => (one.me ? t("you, in another tab,") : one.name)));
  const fields = [...new Set(here.flatMap((one) => (one.field ? [one.field.split("/").at(-1) ?? ""] : [])))];
  return (
    <p role="status" data-editing-here className={`border-b px-4 py-1.5 text-xs font-medium ${lookOf(people[0]?.id ?? "").tag}`}>
      {alone
        ? t("You have ‘{node}’ open in another tab too.", { node: active })
        : fields.length > 0
          ? t("{count, plural, one {{name} is editing ‘{node}’: {fields}} other {{name} are editing ‘{node}’: {fields}}}", { count: people.length, name, node: active, fields: list(fields) })
          : t("{count, plural, one {{name} is looking at ‘{node}’} other {{name} are looking at ‘{node}’}}", { count: people.length, name, node: active })}
    </p>
  );
}

/** A line beside the fields themselves. They belong to the inspector, whose form is drawn from the kind; so they are found by name. */
function useMarkedFields(fields: string[]): void {
  const key = fields.join(" ");
  useEffect(() => {
    const marked = key.split(" ").flatMap((field) => (field ? [...document.querySelectorAll(`[data-field="${CSS.escape(field)}"]`)] : []));
    for (const element of marked) element.setAttribute("data-edited-elsewhere", "");
    return () => {
      for (const element of marked) element.removeAttribute("data-edited-elsewhere");
    };
  }, [key]);
}
