import { t } from "@/i18n";

const thinking = () => t("Thinking about it…");
const reading = () => t("Reading what was written…");
const asking = () => t("Asking another system…");

/** What a step does, in plain words for whoever waits for the answer. Steps that take no time have none. */
const HINTS: Record<string, () => string> = {
  kb_search: () => t("Searching the articles…"),
  llm: () => t("Writing an answer…"),
  agent: thinking,
  classify: reading,
  extract: reading,
  create_ticket: () => t("Opening a ticket…"),
  update_ticket: () => t("Updating the ticket…"),
  find_tickets: () => t("Looking at tickets…"),
  http_request: asking,
  mcp_tool: asking,
  notify: () => t("Telling others…"),
};

export const hintOf = (kind: unknown): string => (typeof kind === "string" && Object.hasOwn(HINTS, kind) ? (HINTS[kind] as () => string)() : "");
