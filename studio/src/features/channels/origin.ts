// Which pages may show the widget: a scheme, a host and perhaps a port, by the same rules as on the server.
import { t } from "@/i18n";

export const MOST_ORIGINS = 20;
const HOST = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;

export type Read = { origin: string; error?: undefined } | { origin?: undefined; error: string };

/** As browsers write it. What people paste is taken: a host alone, a whole address of a page. */
export function readOrigin(text: string): Read {
  const typed = text.trim();
  if (typed.includes("*")) return { error: t("Name each host in full; wildcards are not accepted.") };
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`;
  let url: URL;
  try {
    url = new URL(withScheme);
  } catch {
    return { error: t("This is no address of a website: https://www.example.com") };
  }
  const isHere = url.hostname === "localhost" || url.hostname === "127.0.0.1";
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isHere)) return { error: t("It must begin with https:// (http:// only for localhost and 127.0.0.1).") };
  if (!HOST.test(url.hostname) || url.username !== "" || !(isHere || url.hostname.includes("."))) return { error: t("This is no address of a website: https://www.example.com") };
  return { origin: url.origin };
}
