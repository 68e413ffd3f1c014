import { t } from "@/i18n";
import { Button } from "@/ui/button";
import type { Chat } from "./use-chat";

interface WithPersonProps {
  chat: Chat;
  /** Who has come; the empty text while nobody has. */
  name: string;
  /** It is somebody of the desk who looks at it. */
  isDesk: boolean;
}

/** Who has the conversation instead of the assistant, or how long it takes until somebody does. */
export function WithPerson({ chat, name, isDesk }: WithPersonProps) {
  const person = chat.state.person;
  if (isDesk) return null;
  return (
    <div data-person={name} className="flex flex-wrap items-center gap-2 text-muted">
      <p role="status">{name ? t("{name} has this conversation. The assistant goes on when they give it back.", { name }) : waits(person?.place)}</p>
      {person?.wished && (
        <Button size="sm" className="pointer-coarse:h-11" onClick={chat.leavePerson}>
          {name ? t("Return to the assistant") : t("Go on with the assistant")}
        </Button>
      )}
    </div>
  );
}

function waits(place: number | null | undefined): string {
  if (!place) return t("Waiting for a person. Write here; they will read it.");
  return place === 1 ? t("You are next. Write here; a person will read it.") : t("You are number {place} in the queue. Write here; a person will read it.", { place });
}
