import { type FormEvent, useState } from "react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { t } from "@/i18n";
import { asProblem } from "@/api/http";
import { changePassword, deviceOf, devicesQuery, logout, revokeDevice } from "@/api/session";
import type { Me } from "@/api/types";
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
      lead={`${me.email} · ${me.role.replaceAll("_", " ")} · ${me.tenant.name}`}
      actions={
        <Button busy={out.isPending} onClick={() => out.mutate()}>
          Sign out
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
    <Card title="Appearance">
      <fieldset className="flex flex-wrap gap-4 p-4">
        <legend className="sr-only">Theme</legend>
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
            {one === "system" ? "As the system" : one === "light" ? "Light" : "Dark"}
          </label>
        ))}
      </fieldset>
      <Field label={t("Language")} help={t("Of the Studio’s own words. What people wrote stays as it is.")} className="max-w-xs border-t border-line p-4">
        {(ids) => <LanguageSelect {...ids} />}
      </Field>
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
    <Card title="Password">
      <form onSubmit={submit} className="flex flex-col gap-3 p-4">
        <input type="text" autoComplete="username" value={email} readOnly hidden />
        <Field label="Present password" error={problem?.field("current_password")}>
          {(ids) => <Input {...ids} type="password" autoComplete="current-password" required value={current} onChange={(event) => setCurrent(event.target.value)} />}
        </Field>
        <Field label="New password" help={rules.map((rule) => rule.text).join(", ")} error={problem?.field("new_password") ?? problem?.field("password")}>
          {(ids) => <Input {...ids} type="password" autoComplete="new-password" required value={next} onChange={(event) => setNext(event.target.value)} />}
        </Field>
        {problem && !problem.body?.errors?.length && <ErrorNote error={problem} />}
        {save.isSuccess && <Note tone="ok">The password is changed. Other devices are signed out.</Note>}
        <Button type="submit" className="self-start" busy={save.isPending} disabled={!current || !rules.every((rule) => rule.kept)}>
          Change password
        </Button>
      </form>
    </Card>
  );
}

function Devices() {
  const devices = useQuery(devicesQuery);
  const client = useQueryClient();
  const revoke = useMutation({ mutationFn: revokeDevice, onSettled: () => client.invalidateQueries({ queryKey: ["devices"] }) });
  return (
    <Card title="Devices" className="lg:col-span-2">
      {devices.isError && <ErrorNote error={devices.error} className="m-4" />}
      {revoke.isError && <ErrorNote error={revoke.error} className="m-4" />}
      <ul>
        {devices.data?.map((device) => (
          <li key={device.id} className="flex flex-wrap items-center justify-between gap-3 border-b border-line px-4 py-2.5 last:border-0">
            <span>
              <span className="font-medium">{deviceOf(device.device) || "Unnamed device"}</span> {device.current && <Badge tone="accent">this one</Badge>}
              <span className="block text-xs text-muted">last used {ago(device.last_used_at)}{device.address && `, from ${device.address}`}</span>
            </span>
            {!device.current && (
              <Button size="sm" look="danger" busy={revoke.isPending && revoke.variables === device.id} onClick={() => revoke.mutate(device.id)}>
                Sign out
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
