import type { OpeningHours } from "@/api/types";
import { t } from "@/i18n";
import { openInWords } from "@/lib/hours";
import { Button } from "@/ui/button";
import type { Chat } from "./use-chat";

interface WithPersonProps {
  chat: Chat;
  /** Who has come; the empty text while nobody has. */
  name: string;
}

/** Who has the conversation instead of the assistant, or how long it takes until somebody does. */
export default function WithPerson({ chat, name }: WithPersonProps) {
  const person = chat.state.person;
  return (
    <div data-person={name} className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-card border border-line bg-sunken px-3 py-2">
      <div role="status" className="min-w-0 flex-1 basis-56">
        <p className="font-medium">{name ? has(name, person?.wished ?? false) : waits(person?.place)}</p>
        {!name && (
          <p className="text-muted">
            {comes(person?.hours)} {t("Write here; they will read all of it.")}
          </p>
        )}
      </div>
      {person && (person.wished || !name) && (
        <Button size="sm" className="pointer-coarse:h-11" onClick={chat.leavePerson}>
          {name ? t("Return to the assistant") : t("Go on with the assistant")}
        </Button>
      )}
    </div>
  );
}

const has = (name: string, wished: boolean) =>
  wished ? t("You are talking to {name}.", { name }) : t("{name} has this conversation. The assistant goes on when they give it back.", { name });

/** When somebody will be there, as far as that is known. */
function comes(hours: OpeningHours | null | undefined): string {
  return hours ? openInWords(hours, hours.opens_at) : t("The desk has given no opening hours, so it may take a while.");
}

function waits(place: number | null | undefined): string {
  if (!place) return t("Waiting for a person.");
  return place === 1 ? t("Waiting for a person. You are next.") : t("Waiting for a person. You are number {place} in the queue.", { place });
}
