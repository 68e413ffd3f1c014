import type { Assistant } from "@/api/types";
import { Assistants } from "@/features/portal/Assistants";
import { t } from "@/i18n";
import { buttonClass } from "@/ui/button";
import { ChatHeader } from "./ChatHeader";

/** An address that leads to nobody: said as it is, with those one can talk to. */
export default function NoAssistant({ name, assistants }: { name: string; assistants: Assistant[] }) {
  return (
    <div className="flex min-h-dvh flex-col bg-bg">
      <ChatHeader title={t("Chat")} />
      <main className="flex flex-col items-center gap-6 px-3 py-10 *:w-full *:max-w-2xl">
        <div className="flex flex-col items-center gap-3 text-center">
          <h2 className="text-lg font-semibold">{t("There is no assistant here")}</h2>
          <p className="max-w-prose break-words text-muted">{t("Nobody to talk to is called “{name}”. The address may be mistyped, or the assistant was taken away or is not published yet.", { name })}</p>
          <a href="/portal" className={`${buttonClass("primary")} h-11!`}>
            {t("Open the help page")}
          </a>
        </div>
        {assistants.length > 0 && (
          <section aria-labelledby="others" className="flex flex-col gap-3">
            <h2 id="others" className="font-semibold">
              {t("You can talk to")}
            </h2>
            <Assistants assistants={assistants} />
          </section>
        )}
      </main>
    </div>
  );
}
