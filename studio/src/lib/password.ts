import { t } from "@/i18n";

/** Shown before anything is refused; the server decides. */
export const PASSWORD_MIN = 12;

export interface Rule {
  text: string;
  kept: boolean;
}

export function passwordRules(password: string, email: string): Rule[] {
  const mail = email.trim().toLowerCase();
  return [
    { text: t("at least {count} characters", { count: PASSWORD_MIN }), kept: [...password].length >= PASSWORD_MIN },
    { text: t("not your e-mail address"), kept: password !== "" && (mail === "" || !password.toLowerCase().includes(mail)) },
    { text: t("not one character over and over"), kept: new Set(password).size >= 5 },
  ];
}
