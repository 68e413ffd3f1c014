import { t } from "@/i18n";
import type { Category } from "@/flow/types";

/** In the palette's order. */
export const CATEGORIES: { id: Category; title: string }[] = [
  { id: "start_end", title: t("Start and end") },
  { id: "think", title: t("Think") },
  { id: "know", title: t("Know") },
  { id: "act", title: t("Act") },
  { id: "people", title: t("People") },
  { id: "control", title: t("Control") },
  { id: "data", title: t("Data") },
];

export const CATEGORY_COLOUR: Record<Category, string> = {
  start_end: "var(--startend)",
  think: "var(--think)",
  know: "var(--know)",
  act: "var(--act)",
  people: "var(--people)",
  control: "var(--control)",
  data: "var(--data)",
};
