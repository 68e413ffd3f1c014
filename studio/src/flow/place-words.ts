import { t } from "@/i18n";
import type { Place } from "./generated/flow";

/** “‘hello’: text”: what it is in, and the setting as the path to it. */
export function placeWords(place: Place): string {
  const within = (whole: string, path: string) => {
    const steps = path.split("/").filter(Boolean);
    // All settings of a node are in there, so it says nothing.
    if (steps[0] === "config") steps.shift();
    return steps.length === 0 ? whole : t("{whole}: {field}", { whole, field: steps.join(" › ") });
  };
  if ("flow" in place) return within(t("the flow"), place.flow.field);
  if ("node" in place) return within(t("‘{name}’", { name: place.node.id }), place.node.field);
  if ("edge" in place) return t("where {port} leads", { port: place.edge.from });
  if ("channel" in place) return within(t("channel {name}", { name: place.channel.name }), place.channel.field);
  return within(t("test {name}", { name: place.test.name }), place.test.field);
}
