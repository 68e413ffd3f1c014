// The second card of the first-run page: a flow like any other, which its owner goes on to change.
import type { Flow } from "@/flow/types";
import { t } from "@/i18n";

export function passwordReset(blank: Flow): Flow {
  return {
    ...blank,
    description: t("Explains how to reset a password or unlock access; collects the rest for a ticket."),
    input: { type: "object", properties: { message: { type: "string", examples: [t("I forgot my password"), t("I need access to the finance folder")] } }, required: ["message"] },
    nodes: [
      {
        id: "topic",
        kind: "classify",
        config: {
          text: "{{ input.message }}",
          classes: [
            { name: "password", description: t("Forgotten, expired or locked password"), examples: [t("I forgot my password"), t("my account is locked"), t("password expired")] },
            { name: "access", description: t("Missing permission to a folder, an application or a group"), examples: [t("I need access to the finance folder"), t("permission denied"), t("add me to the group")] },
          ],
          otherwise: "other",
        },
      },
      { id: "kb", kind: "kb_search", config: { base: "it", query: "{{ input.message }}", top_k: 3 } },
      { id: "answer", kind: "llm", config: { prompt: "{{ input.message }}", system: t("Explain the steps of the reset, briefly and in order."), passages: "{{ kb.passages }}" } },
      { id: "say", kind: "reply", config: { text: "{{ answer.text }}", citations: "{{ answer.citations }}" } },
      { id: "details", kind: "ask_user", config: { question: t("Which system or folder is it, and since when?") } },
      {
        id: "ticket",
        kind: "create_ticket",
        config: { title: "{{ input.message }}", description: "{{ details.text }}", category: "access", priority: "P3" },
      },
      { id: "done", kind: "reply", config: { text: t("I made ticket {number} for you. Somebody will look at it.", { number: "{{ ticket.number }}" }) } },
    ],
    edges: [
      { from: "start", to: "topic" },
      { from: "topic.password", to: "kb" },
      { from: "topic.access", to: "details" },
      { from: "topic.other", to: "details" },
      { from: "kb", to: "answer" },
      { from: "answer", to: "say" },
      { from: "details.answered", to: "ticket" },
      { from: "ticket", to: "done" },
    ],
  };
}
