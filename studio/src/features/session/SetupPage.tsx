import { type FormEvent, useState } from "react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Check, Circle } from "lucide-react";
import { t } from "@/i18n";
import { asProblem } from "@/api/http";
import { setup, setupState } from "@/api/session";
import { passwordRules } from "@/lib/password";
import { Button } from "@/ui/button";
import { Field, Input } from "@/ui/field";
import { ErrorNote, Loading, Note } from "@/ui/notice";
import { Frame } from "./Frame";

/** The one-time link that the server prints leads here: it makes the first administrator. */
export function SetupPage({ token, onDone, onLogin }: { token: string; onDone: () => void; onLogin: () => void }) {
  const state = useQuery({ queryKey: ["setup", token], queryFn: () => setupState(token), retry: false, enabled: token !== "" });
  if (token === "") {
    return (
      <Frame title={t("Set up Flowright")}>
        <Note tone="info">{t("Open the link that the server printed when it started. It contains a one-time token, which is missing here.")}</Note>
        <Button onClick={onLogin}>{t("Sign in instead")}</Button>
      </Frame>
    );
  }
  if (state.isPending) return <Loading what={t("the set-up")} />;
  if (state.isError && asProblem(state.error).status === 0) {
    return (
      <Frame title={t("Set up Flowright")}>
        <ErrorNote error={state.error} retry={() => void state.refetch()} />
      </Frame>
    );
  }
  if (!state.data?.valid) {
    return (
      <Frame title={t("This link is used up")}>
        <p>
          {t("A set-up link works once, and only until the first administrator exists. If that was you, sign in. If not, restart the server: while there is no administrator it prints a new link.")}
        </p>
        <Button look="primary" onClick={onLogin}>
          {t("Sign in")}
        </Button>
      </Frame>
    );
  }
  return <SetupForm token={token} tenant={state.data.tenant_name} onDone={onDone} />;
}

function SetupForm({ token, tenant, onDone }: { token: string; tenant: string; onDone: () => void }) {
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [touched, setTouched] = useState(false);
  const save = useMutation({ mutationFn: () => setup({ token, email: email.trim(), name: name.trim(), password }), onSuccess: onDone });
  const problem = save.error ? asProblem(save.error) : null;
  const rules = passwordRules(password, email);
  const good = rules.every((rule) => rule.kept);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTouched(true);
    if (good && email.includes("@") && name.trim()) save.mutate();
  };
  return (
    <Frame title={t("Create the first administrator")} lead={tenant ? t("for {organisation}", { organisation: tenant }) : t("for your organisation")}>
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        <Field label={t("Your name")} required error={touched && !name.trim() ? t("Say how colleagues should see you.") : problem?.field("name")}>
          {(ids) => <Input {...ids} autoComplete="name" value={name} onChange={(event) => setName(event.target.value)} />}
        </Field>
        <Field label={t("E-mail")} required error={touched && !email.includes("@") ? t("Enter an e-mail address.") : problem?.field("email")}>
          {(ids) => <Input {...ids} type="email" autoComplete="username" value={email} onChange={(event) => setEmail(event.target.value)} />}
        </Field>
        <Field label={t("Password")} required error={problem?.field("password") ?? (touched && !good ? t("The password does not keep the rules below.") : undefined)}>
          {(ids) => <Input {...ids} type="password" autoComplete="new-password" value={password} onChange={(event) => setPassword(event.target.value)} />}
        </Field>
        <ul className="-mt-2 flex flex-col gap-1 text-node text-muted">
          {rules.map((rule) => (
            <li key={rule.text} className="flex items-center gap-2">
              {rule.kept ? <Check size={14} className="text-ok" aria-hidden /> : <Circle size={14} aria-hidden />}
              {rule.text}
              <span className="sr-only">{rule.kept ? t("(kept)") : t("(not yet)")}</span>
            </li>
          ))}
        </ul>
        {problem && !problem.body?.errors?.length && <ErrorNote error={problem} />}
        <Button type="submit" look="primary" busy={save.isPending}>
          {t("Create administrator")}
        </Button>
      </form>
    </Frame>
  );
}
