import type { Message } from "@/api/types";
import { t } from "@/i18n";

/** What happened in the conversation, in the reader's language; `asker` is whose it is, to somebody else. */
export function noticeWords({ content, data }: Message, asker?: string): string {
  const name = String(data.name ?? "");
  switch (data.event) {
    case "person_asked":
      return asker === undefined ? t("You asked for a person") : t("{name} asked for a person", { name });
    case "person_joined":
      return t("{name} has joined the conversation", { name });
    case "person_left":
      return t("The assistant has the conversation again");
    case "approval_question":
      return t("{name} asks about “{title}”: {question} Answer in the card.", { name, title: String(data.title ?? ""), question: content });
    // One knows what one has answered.
    case "approval_answer":
      return "";
    case "approval_closed":
      return t("It was settled before this was answered.");
    default:
      return content;
  }
}
