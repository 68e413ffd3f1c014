import type { Category } from "@/flow/types";

/** In the palette's order. */
export const CATEGORIES: { id: Category; title: string }[] = [
  { id: "start_end", title: "Start and end" },
  { id: "think", title: "Think" },
  { id: "know", title: "Know" },
  { id: "act", title: "Act" },
  { id: "people", title: "People" },
  { id: "control", title: "Control" },
  { id: "data", title: "Data" },
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
