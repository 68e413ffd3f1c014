import { t } from "@/i18n";
import type { Place } from "./generated/flow";

/** “node hello, config text” */
export function placeWords(place: Place): string {
  const within = (whole: string, path: string) => (path === "" ? whole : t("{whole}, {field}", { whole, field: path.split("/").filter(Boolean).join(" ") }));
  if ("flow" in place) return within(t("the flow"), place.flow.field);
  if ("node" in place) return within(t("node {name}", { name: place.node.id }), place.node.field);
  if ("edge" in place) return t("where {port} leads", { port: place.edge.from });
  if ("channel" in place) return within(t("channel {name}", { name: place.channel.name }), place.channel.field);
  return within(t("test {name}", { name: place.test.name }), place.test.field);
}
