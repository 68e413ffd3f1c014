import { type FormEvent, useEffect, useRef, useState } from "react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { list } from "@/i18n/format";
import { t } from "@/i18n";
import { gitQuery, removeGit, saveGit, syncGit } from "@/api/git";
import { asProblem } from "@/api/http";
import type { GitChange, GitServer as Server } from "@/api/types";
import { ago } from "@/lib/time";
import { Button } from "@/ui/button";
import { Confirm } from "@/ui/confirm";
import { Field, Input } from "@/ui/field";
import { FindingLines } from "@/ui/finding-lines";
import { ErrorNote, Loading, Note } from "@/ui/notice";
import { Card } from "@/ui/page";
import { GitConflicts } from "./GitConflicts";

/** The Git server beside the history here: what is published goes there, what is pushed there comes back. */
export function GitServer() {
  const saved = useQuery({ ...gitQuery, refetchInterval: 10_000 });
  if (saved.isPending) return <Loading what={t("the Git server")} />;
  if (saved.isError) return <ErrorNote error={saved.error} retry={() => void saved.refetch()} />;
  return (
    <div className="flex max-w-2xl flex-col gap-4">
      {saved.data.url !== "" && <Round server={saved.data} />}
      <Settings key={saved.data.url} server={saved.data} />
    </div>
  );
}

const TONES = { up_to_date: "ok", conflict: "danger", refused: "danger", failed: "danger" } as const;

/** How the last round went, and another one. */
function Round({ server }: { server: Server }) {
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: ["git"] });
  const sync = useMutation({ mutationFn: syncGit, onSuccess: refresh });
  const { state } = server;
  return (
    <Card title={t("State")}>
      <div className="flex flex-col gap-3 p-4">
        {state === null && <p className="text-muted">{t("The first round has not been yet.")}</p>}
        {state && (
          <Note tone={TONES[state.status]}>
            <p className="first-letter:uppercase">
              {state.message}. <span className="text-muted">{ago(state.at)}</span>
            </p>
            {state.taken.length > 0 && <p>{t("New versions: {versions}.", { versions: list(state.taken) })}</p>}
            {state.status === "failed" && <p>{t("It is tried again by itself; what is published here is not lost.")}</p>}
          </Note>
        )}
        {state && state.refused.length > 0 && (
          <ul aria-label={t("What is not taken over")} className="list-disc pl-5">
            {state.refused.map((one) => (
              <li key={`${one.flow}/${one.file}`}>
                <code className="font-mono">
                  {one.flow}/{one.file}
                </code>
                : {one.reason}
                <ul className="list-disc pl-5">
                  <FindingLines findings={one.findings} />
                </ul>
              </li>
            ))}
          </ul>
        )}
        {state && state.conflicts.length > 0 && <GitConflicts conflicts={state.conflicts} busy={sync.isPending} onSettle={(choices) => sync.mutate(choices)} />}
        {sync.isError && <ErrorNote error={sync.error} />}
        <div className="flex justify-end">
          <Button busy={sync.isPending} onClick={() => sync.mutate({})}>
            {t("Synchronise now")}
          </Button>
        </div>
      </div>
    </Card>
  );
}

const FIELDS = ["url", "branch", "username", "token", "webhook_secret"];

function Settings({ server }: { server: Server }) {
  const client = useQueryClient();
  const [form, setForm] = useState({ url: server.url, branch: server.branch, username: server.username, token: "", webhook_secret: "" });
  const [removing, setRemoving] = useState(false);
  const set = (change: Partial<typeof form>) => setForm((now) => ({ ...now, ...change }));
  const refresh = () => client.invalidateQueries({ queryKey: ["git"] });
  const save = useMutation({
    mutationFn: () => {
      const { token, webhook_secret, ...rest } = form;
      // An empty secret means: keep the one that is stored.
      const body: GitChange = { ...rest, ...(token ? { token } : {}), ...(webhook_secret ? { webhook_secret } : {}) };
      return saveGit(body);
    },
    onSuccess: async () => {
      set({ token: "", webhook_secret: "" });
      await refresh();
    },
  });
  const remove = useMutation({
    mutationFn: removeGit,
    onSuccess: async () => {
      setRemoving(false);
      await refresh();
    },
  });
  const problem = save.error ? asProblem(save.error) : null;
  const fields = useRef<HTMLFormElement>(null);
  // What is wrong stands at its field, which may be out of sight.
  useEffect(() => {
    if (save.error) fields.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [save.error]);
  const webhook = `${location.origin}${server.webhook_path}`;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Card title={t("Git server")}>
      <form ref={fields} onSubmit={submit} className="flex flex-col gap-4 p-4">
        <p className="text-muted">
          {t("Every version is a commit here already. With a server, commits go there too, and what people push there is checked and becomes a version.")}
        </p>
        <Field label={t("Address of the repository")} required error={problem?.field("url")}>
          {(ids) => <Input {...ids} type="url" required placeholder="https://git.example.com/team/flows.git" value={form.url} onChange={(event) => set({ url: event.target.value })} />}
        </Field>
        <Field label={t("Branch")} error={problem?.field("branch")}>
          {(ids) => <Input {...ids} placeholder="main" value={form.branch} onChange={(event) => set({ branch: event.target.value })} />}
        </Field>
        <Field label={t("User name")} help={t("Most servers take any name with a token.")} error={problem?.field("username")}>
          {(ids) => <Input {...ids} autoComplete="off" value={form.username} onChange={(event) => set({ username: event.target.value })} />}
        </Field>
        <Field label={t("Token")} help={server.token_set ? t("A token is stored; leave empty to keep it.") : t("It must be allowed to push. Stored encrypted, never shown again.")} error={problem?.field("token")}>
          {(ids) => <Input {...ids} type="password" autoComplete="off" value={form.token} onChange={(event) => set({ token: event.target.value })} />}
        </Field>
        <Field
          label={t("Webhook secret")}
          help={
            server.webhook_secret_set
              ? t("A secret is stored; leave empty to keep it. With a webhook, pushes are seen at once instead of within five minutes. It goes to {address}", { address: webhook })
              : t("With a webhook, pushes are seen at once instead of within five minutes. It goes to {address}", { address: webhook })
          }
          error={problem?.field("webhook_secret")}
        >
          {(ids) => <Input {...ids} type="password" autoComplete="off" value={form.webhook_secret} onChange={(event) => set({ webhook_secret: event.target.value })} />}
        </Field>
        {problem && !FIELDS.some((field) => problem.field(field)) && <ErrorNote error={problem} />}
        <div className="flex justify-end gap-2">
          {server.url !== "" && <Button onClick={() => setRemoving(true)}>{t("Remove…")}</Button>}
          <Button type="submit" look="primary" busy={save.isPending}>
            {t("Save")}
          </Button>
        </div>
      </form>
      {removing && (
        <Confirm title={t("Remove the Git server")} action={t("Remove")} busy={remove.isPending} error={remove.error} onConfirm={() => remove.mutate()} onClose={() => setRemoving(false)}>
          {t("Its address, token and webhook secret are forgotten. The history here and the repository there stay as they are.")}
        </Confirm>
      )}
    </Card>
  );
}
