import { type ReactNode, Suspense, useState } from "react";
import { BellRing, Bot, Ellipsis, History, House, LogOut, MessageSquarePlus, UserRound } from "lucide-react";
import { t } from "@/i18n";
import { chooseTheme, chosenTheme, type Theme } from "@/lib/theme";
import { IconButton } from "@/ui/button";
import { Field, Select } from "@/ui/field";
import { Floating } from "@/ui/floating";
import { LanguageSelect } from "@/ui/language";
import { lazily } from "@/ui/lazily";
import { EarlierConversations } from "./EarlierConversations";

// Wanted once, by those who want it.
const NotifyHere = lazily(() => import("@/features/push/NotifyHere"));

interface ChatMenuProps {
  flow: string;
  current: string | null;
  onNew: () => void;
  onOpen: (conversation: string) => void;
  onPerson: () => void;
  /** One is wanted, or has come, already. */
  hasPerson: boolean;
  /** While one has asked for a person. */
  onAssistant?: () => void;
  /** For those who are signed in; a visitor has neither a portal nor a session to leave. */
  onSignOut?: () => void;
}

const themes = (): [Theme, string][] => [
  ["system", t("As the system")],
  ["light", t("Light")],
  ["dark", t("Dark")],
];

/** What else one may do in a conversation. */
export function ChatMenu({ flow, current, onNew, onOpen, onPerson, hasPerson, onAssistant, onSignOut }: ChatMenuProps) {
  const [open, setOpen] = useState(false);
  const [earlier, setEarlier] = useState(false);
  const [isAsked, setAsked] = useState(false);
  const [theme, setTheme] = useState(chosenTheme);
  const close = (act: () => void) => () => {
    setOpen(false);
    act();
  };
  const change = (next: boolean) => {
    setOpen(next);
    if (!next) return;
    setEarlier(false);
    setAsked(false);
  };
  return (
    <Floating
      label={t("Menu")}
      align="end"
      open={open}
      onClose={() => setOpen(false)}
      className="p-2!"
      trigger={(props) => (
        <IconButton {...props} label={t("Menu")} className="size-11!" onClick={() => change(!open)}>
          <Ellipsis size={20} aria-hidden />
        </IconButton>
      )}
    >
      {earlier ? (
        <EarlierConversations flow={flow} current={current} onOpen={(id) => close(() => onOpen(id))()} onBack={() => setEarlier(false)} />
      ) : (
        <div className="flex flex-col">
          <Item icon={<MessageSquarePlus size={18} aria-hidden />} onClick={close(onNew)}>{t("New conversation")}</Item>
          <Item icon={<History size={18} aria-hidden />} onClick={() => setEarlier(true)}>{t("Earlier conversations")}</Item>
          <Item icon={<UserRound size={18} aria-hidden />} disabled={hasPerson} onClick={close(onPerson)}>{t("Talk to a person")}</Item>
          {onAssistant && <Item icon={<Bot size={18} aria-hidden />} onClick={close(onAssistant)}>{t("Return to the assistant")}</Item>}
          <div className="my-2 grid gap-2 border-y border-line px-2 py-3">
            <Field label={t("Language")}>{(ids) => <LanguageSelect {...ids} className="h-11!" />}</Field>
            <Field label={t("Theme")}>
              {(ids) => (
                <Select
                  {...ids}
                  className="h-11!"
                  value={theme}
                  onChange={(event) => {
                    const next = event.target.value as Theme;
                    chooseTheme(next);
                    setTheme(next);
                  }}
                >
                  {themes().map(([one, words]) => (
                    <option key={one} value={one}>
                      {words}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          </div>
          {onSignOut && (
            <>
              {isAsked ? (
                <div className="max-w-72 px-2 py-2">
                  <Suspense fallback={<div className="h-24" />}>
                    <NotifyHere />
                  </Suspense>
                </div>
              ) : (
                <Item icon={<BellRing size={18} aria-hidden />} onClick={() => setAsked(true)}>{t("Notices on this device…")}</Item>
              )}
              <a href="/portal" className="flex min-h-11 items-center gap-3 rounded-control px-2 hover:bg-sunken">
                <House size={18} aria-hidden /> {t("My tickets and conversations")}
              </a>
              <Item icon={<LogOut size={18} aria-hidden />} onClick={close(onSignOut)}>{t("Sign out")}</Item>
            </>
          )}
        </div>
      )}
    </Floating>
  );
}

function Item({ icon, disabled = false, onClick, children }: { icon: ReactNode; disabled?: boolean; onClick: () => void; children: ReactNode }) {
  return (
    <button type="button" disabled={disabled} onClick={onClick} className="flex min-h-11 items-center gap-3 rounded-control px-2 text-left not-disabled:hover:bg-sunken disabled:text-muted disabled:opacity-60">
      {icon} {children}
    </button>
  );
}
