import { type FormEvent, useState } from "react";
import { useMutation } from "@tanstack/react-query";
import { asProblem } from "@/api/http";
import { sentence } from "@/api/sentence";
import { changePassword } from "@/api/session";
import { t } from "@/i18n";
import { list } from "@/i18n/format";
import { passwordRules } from "@/lib/password";
import { Button } from "@/ui/button";
import { Field, Input } from "@/ui/field";
import { ErrorNote, Note } from "@/ui/notice";
import { Card } from "@/ui/page";

export function PasswordCard({ email }: { email: string }) {
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const save = useMutation({
    mutationFn: () => changePassword(current, next),
    onSuccess: () => {
      setCurrent("");
      setNext("");
    },
  });
  const rules = passwordRules(next, email);
  const problem = save.error ? asProblem(save.error) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Card title={t("Password")}>
      <form onSubmit={submit} className="flex flex-col gap-3 p-4">
        <input type="text" autoComplete="username" value={email} readOnly hidden />
        <Field label={t("Present password")} error={problem?.field("current_password")}>
          {(ids) => <Input {...ids} type="password" autoComplete="current-password" required value={current} onChange={(event) => setCurrent(event.target.value)} />}
        </Field>
        <Field label={t("New password")} help={sentence(list(rules.map((rule) => rule.text), "unit"))} error={problem?.field("new_password") ?? problem?.field("password")}>
          {(ids) => <Input {...ids} type="password" autoComplete="new-password" required value={next} onChange={(event) => setNext(event.target.value)} />}
        </Field>
        {problem && !problem.body?.errors?.length && <ErrorNote error={problem} />}
        {save.isSuccess && <Note tone="ok">{t("The password is changed. Other devices are signed out.")}</Note>}
        <Button type="submit" className="self-start" busy={save.isPending} disabled={!current || !rules.every((rule) => rule.kept)}>
          {t("Change password")}
        </Button>
      </form>
    </Card>
  );
}
