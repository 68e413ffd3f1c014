import { type FormEvent, useState } from "react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { roleName } from "@/lib/roles";
import { list } from "@/i18n/format";
import { t } from "@/i18n";
import { asProblem } from "@/api/http";
import { sentence } from "@/api/sentence";
import { changePassword, deviceWords, devicesQuery, logout, revokeDevice } from "@/api/session";
import type { Device, Me } from "@/api/types";
import { passwordRules } from "@/lib/password";
import { chooseTheme, chosenTheme, type Theme } from "@/lib/theme";
import { ago } from "@/lib/time";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { Field, Input } from "@/ui/field";
import { LanguageSelect } from "@/ui/language";
import { ErrorNote, Note } from "@/ui/notice";
import { Card, Page } from "@/ui/page";

export function MePage({ me, onSignedOut }: { me: Me; onSignedOut: () => void }) {
  const out = useMutation({ mutationFn: logout, onSuccess: onSignedOut });
  return (
    <Page
      title={me.name}
      lead={`${me.email} · ${roleName(me.role)} · ${me.tenant.name}`}
      actions={
        <Button busy={out.isPending} onClick={() => out.mutate()}>
          {t("Sign out")}
        </Button>
      }
    >
      {out.isError && <ErrorNote error={out.error} />}
      <div className="grid gap-5 lg:grid-cols-2">
        <ThemeCard />
        <PasswordCard email={me.email} />
        <Devices />
      </div>
    </Page>
  );
}

function ThemeCard() {
  const [theme, setTheme] = useState<Theme>(chosenTheme);
  return (
    <Card title={t("Appearance")}>
      <fieldset className="flex flex-wrap gap-4 p-4">
        <legend className="sr-only">{t("Theme")}</legend>
        {(["system", "light", "dark"] as const).map((one) => (
          <label key={one} className="flex min-h-6 items-center gap-2">
            <input
              type="radio"
              name="theme"
              checked={theme === one}
              onChange={() => {
                setTheme(one);
                chooseTheme(one);
              }}
            />
            {one === "system" ? t("As the system") : one === "light" ? t("Light") : t("Dark")}
          </label>
        ))}
      </fieldset>
      <div className="border-t border-line p-4">
        <Field label={t("Language")} help={t("Of the Studio’s own words. What people wrote stays as it is.")} className="max-w-xs">
          {(ids) => <LanguageSelect {...ids} />}
        </Field>
      </div>
    </Card>
  );
}

function PasswordCard({ email }: { email: string }) {
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

/** The server notes the use of a device only now and then; this one is in use while one reads it. */
function usedWords({ current, address, last_used_at: at }: Device): string {
  if (current) return address ? t("in use now, from {address}", { address }) : t("in use now");
  return address ? t("last used {ago}, from {address}", { ago: ago(at), address }) : t("last used {ago}", { ago: ago(at) });
}

function Devices() {
  const devices = useQuery(devicesQuery);
  const client = useQueryClient();
  const revoke = useMutation({ mutationFn: revokeDevice, onSettled: () => client.invalidateQueries({ queryKey: ["devices"] }) });
  return (
    <Card title={t("Devices")} className="lg:col-span-2">
      {devices.isError && <ErrorNote error={devices.error} className="m-4" />}
      {revoke.isError && <ErrorNote error={revoke.error} className="m-4" />}
      <ul>
        {devices.data?.map((device) => (
          <li key={device.id} className="flex flex-wrap items-center justify-between gap-3 border-b border-line px-4 py-2.5 last:border-0">
            <span>
              <span className="font-medium">{deviceWords(device.device) || t("Unnamed device")}</span> {device.current && <Badge tone="accent">{t("this one")}</Badge>}
              <span className="block text-xs text-muted">{usedWords(device)}</span>
            </span>
            {!device.current && (
              <Button size="sm" look="danger" busy={revoke.isPending && revoke.variables === device.id} onClick={() => revoke.mutate(device.id)}>
                {t("Sign out")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
