import { type FormEvent, useState } from "react";
import { useMutation } from "@tanstack/react-query";
import { t } from "@/i18n";
import { asProblem } from "@/api/http";
import { login } from "@/api/session";
import { Button } from "@/ui/button";
import { Field, Input } from "@/ui/field";
import { ErrorNote, Note } from "@/ui/notice";
import { Frame } from "./Frame";

export function LoginForm({ lead, onDone }: { lead?: string; onDone: () => void }) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const send = useMutation({ mutationFn: () => login(email.trim(), password), onSuccess: onDone });
  const refused = send.error && asProblem(send.error).status === 401;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send.mutate();
  };
  return (
    <Frame title={t("Sign in")} lead={lead}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field label={t("E-mail")}>{(ids) => <Input {...ids} className="pointer-coarse:h-11" type="email" required autoComplete="username" value={email} onChange={(event) => setEmail(event.target.value)} />}</Field>
        <Field label={t("Password")}>
          {(ids) => <Input {...ids} className="pointer-coarse:h-11" type="password" required autoComplete="current-password" value={password} onChange={(event) => setPassword(event.target.value)} />}
        </Field>
        {refused && <Note tone="danger">{t("E-mail and password do not match an account.")}</Note>}
        {send.error && !refused && <ErrorNote error={send.error} />}
        <Button type="submit" look="primary" className="pointer-coarse:h-11" busy={send.isPending}>
          {t("Sign in")}
        </Button>
      </form>
    </Frame>
  );
}
