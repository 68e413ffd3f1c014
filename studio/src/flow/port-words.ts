// What a port is called where people see it.
import { term, t } from "@/i18n";
import { BODY } from "./bodies";
import { OUT } from "./document";
import type { PortId, PortKind } from "./types";

/** The ports of every kind have words in the reader’s language; the others are called what their kind or somebody calls them. No branch can
 *  be called `error`, so its name alone tells it; what is called `body` may be a branch, unless the kind of port says otherwise. */
export function portWord(name: PortId, kind?: PortKind): string {
  if (name === "error") return term("error", "a port");
  if (name === BODY && kind === "body") return term("body", "a port");
  return name === OUT ? t("then") : name;
}
