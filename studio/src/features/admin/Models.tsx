import { type FormEvent, useState } from "react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { duration } from "@/lib/time";
import { t } from "@/i18n";
import { modelsQuery, saveModels, testModels } from "@/api/admin";
import { asProblem } from "@/api/http";
import { sentence } from "@/api/sentence";
import type { ModelChange, ModelSettings } from "@/api/types";
import { Button } from "@/ui/button";
import { Field, Input, Select } from "@/ui/field";
import { ErrorNote, Loading, Note } from "@/ui/notice";
import { Card } from "@/ui/page";

export function Models() {
  const saved = useQuery({ ...modelsQuery, refetchOnWindowFocus: false });
  if (saved.isPending) return <Loading what={t("the model settings")} />;
  if (saved.isError) return <ErrorNote error={saved.error} retry={() => void saved.refetch()} />;
  return <ModelForm saved={saved.data} />;
}

/** Where answers come from. Saving tries it at once, and says in words whether it works. */
function ModelForm({ saved }: { saved: ModelSettings }) {
  const hasKey = saved.api_key_set;
  const [form, setForm] = useState<ModelSettings & { api_key: string }>({ ...saved, api_key: "" });
  const client = useQueryClient();
  const remote = form.provider === "openai_compatible";
  const isElsewhere = hasKey && address(form.base_url) !== address(saved.base_url);
  const set = (change: Partial<ModelSettings & { api_key: string }>) => setForm((now) => ({ ...now, ...change }));
  const body = (): ModelChange => {
    const { api_key, api_key_set: _shown, ...rest } = form;
    // What cannot be seen is not changed: the address and its key are there for when one comes back.
    if (!remote) return { ...rest, base_url: saved.base_url };
    // An empty key field means: keep the one that is stored. At another address it means that there is none.
    return api_key || isElsewhere ? { ...rest, api_key } : rest;
  };
  const test = useMutation({ mutationFn: testModels });
  const save = useMutation({
    mutationFn: () => saveModels(body()),
    onMutate: () => test.reset(),
    onSuccess: async () => {
      set({ api_key: "" });
      test.mutate();
      await Promise.all([client.invalidateQueries({ queryKey: ["models"] }), client.invalidateQueries({ queryKey: ["checklist"] })]);
    },
  });
  const problem = save.error ? asProblem(save.error) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Card title={t("Model")} className="max-w-2xl">
      <form onSubmit={submit} className="flex flex-col gap-4 p-4">
        <Field
          label={t("Answers come from")}
          help={remote ? undefined : t("Built in and deterministic: it answers by quoting the best passages and says so. It is no language model.")}
        >
          {(ids) => (
            <Select {...ids} value={form.provider} onChange={(event) => set({ provider: event.target.value })}>
              <option value="offline">{t("The offline model")}</option>
              <option value="openai_compatible">{t("An OpenAI-compatible service")}</option>
            </Select>
          )}
        </Field>
        {remote && (
          <>
            <Field label={t("Address")} required help={t("Ends with /v1 in most cases.")} error={problem?.field("base_url")}>
              {(ids) => <Input {...ids} type="url" required placeholder="http://127.0.0.1:11434/v1" value={form.base_url} onChange={(event) => set({ base_url: event.target.value })} />}
            </Field>
            <Field label={t("Model")} required error={problem?.field("model")}>
              {(ids) => <Input {...ids} required list="known-models" value={form.model} onChange={(event) => set({ model: event.target.value })} />}
            </Field>
            <datalist id="known-models">{test.data?.models.map((model) => <option key={model} value={model} />)}</datalist>
            <Field label={t("Key")} help={keyHelp(hasKey, isElsewhere)} error={problem?.field("api_key")}>
              {(ids) => <Input {...ids} type="password" autoComplete="off" value={form.api_key} onChange={(event) => set({ api_key: event.target.value })} />}
            </Field>
            <Field label={t("Embedding model")} help={t("Optional: lets knowledge be found by meaning.")} error={problem?.field("embedding_model")}>
              {(ids) => <Input {...ids} value={form.embedding_model} onChange={(event) => set({ embedding_model: event.target.value })} />}
            </Field>
          </>
        )}
        {test.isPending && <Note tone="info">{t("Saved. Asking it for a word…")}</Note>}
        {test.data?.ok && (
          <Note tone="ok">
            {t("Saved, and it works ({time}). {message}", { time: duration(test.data.latency_ms), message: sentence(test.data.message) })}
          </Note>
        )}
        {test.data && !test.data.ok && (
          <Note tone="danger">
            <p>{t("Saved, but it does not work yet: {message}", { message: test.data.message })}</p>
            {saved.provider !== "offline" && <p>{t("Until it does, the offline model answers in its place.")}</p>}
          </Note>
        )}
        {test.error && <ErrorNote error={test.error} retry={() => test.mutate()} />}
        {problem && <ErrorNote error={problem} />}
        <div className="flex justify-end gap-2">
          {saved.provider !== "offline" && (
            <Button busy={test.isPending} onClick={() => test.mutate()}>
              {t("Test what is saved")}
            </Button>
          )}
          <Button type="submit" look="primary" busy={save.isPending || test.isPending}>
            {t("Save and test")}
          </Button>
        </div>
      </form>
    </Card>
  );
}

/** As the server compares them. */
const address = (url: string): string => url.trim().replace(/\/+$/, "");

function keyHelp(hasKey: boolean, isElsewhere: boolean): string {
  if (isElsewhere) return t("The stored key is not sent to another address. Leave empty if it needs none.");
  return hasKey ? t("A key is stored; leave empty to keep it.") : t("Stored encrypted, never shown again.");
}
