/** Shown before anything is refused; the server decides. */
export const PASSWORD_MIN = 12;

export interface Rule {
  text: string;
  kept: boolean;
}

export function passwordRules(password: string, email: string): Rule[] {
  const mail = email.trim().toLowerCase();
  return [
    { text: `at least ${PASSWORD_MIN} characters`, kept: [...password].length >= PASSWORD_MIN },
    { text: "not your e-mail address", kept: password !== "" && (mail === "" || !password.toLowerCase().includes(mail)) },
    { text: "not one character over and over", kept: new Set(password).size >= 5 },
  ];
}
