import { type FormEvent, useState } from "react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { t } from "@/i18n";
import { deskPromisesQuery, saveDeskPromises } from "@/api/admin";
import { asProblem } from "@/api/http";
import type { UpdatePromises } from "@/api/types";
import { Button } from "@/ui/button";
import { Field, Input } from "@/ui/field";
import { ErrorNote, Loading } from "@/ui/notice";
import { Card } from "@/ui/page";

const PRIORITIES = ["P1", "P2", "P3", "P4", "P5"] as const;

/** How soon the desk promises a word: what people see on the card of their ticket. */
export function DeskPromises() {
  const saved = useQuery({ ...deskPromisesQuery, refetchOnWindowFocus: false });
  if (saved.isPending) return <Loading what={t("the promised updates")} />;
  if (saved.isError) return <ErrorNote error={saved.error} retry={() => void saved.refetch()} />;
  return <Promises saved={saved.data} />;
}

const hoursOf = (minutes: number | null) => (minutes === null ? "" : String(minutes / 60));
const formOf = (saved: UpdatePromises) => Object.fromEntries(PRIORITIES.map((one) => [one, hoursOf(saved[one])])) as Record<(typeof PRIORITIES)[number], string>;

function Promises({ saved }: { saved: UpdatePromises }) {
  const [form, setForm] = useState(() => formOf(saved));
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: (body: UpdatePromises) => saveDeskPromises(body),
    onSuccess: (now) => client.setQueryData(deskPromisesQuery.queryKey, now.data),
  });
  const problem = save.error ? asProblem(save.error) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const minutes = (text: string) => (text.trim() === "" ? null : Math.round(Number(text) * 60));
    save.mutate(Object.fromEntries(PRIORITIES.map((one) => [one, minutes(form[one])])) as UpdatePromises);
  };
  return (
    <Card title={t("Promised updates")} className="max-w-2xl">
      <form onSubmit={submit} className="flex flex-col gap-4 p-4">
        <p className="text-muted">{t("Whoever has opened a ticket sees on it until when they hear from the desk. It is counted from its last word, in its opening hours if it has given any; not while the ticket waits for somebody else.")}</p>
        <fieldset>
          <legend className="mb-1 font-medium">{t("Hours until the next update, by priority")}</legend>
          <div className="grid grid-cols-[repeat(auto-fill,minmax(6rem,1fr))] gap-3">
            {PRIORITIES.map((one) => (
              <Field key={one} label={one} error={problem?.field(one)}>
                {(ids) => (
                  <Input
                    {...ids}
                    type="number"
                    min={0.25}
                    max={2_160}
                    step={0.25}
                    placeholder="–"
                    value={form[one]}
                    onChange={(event) => {
                      setForm((now) => ({ ...now, [one]: event.target.value }));
                      if (save.isSuccess) save.reset();
                    }}
                  />
                )}
              </Field>
            ))}
          </div>
          <p className="mt-1 text-xs text-muted">{t("Empty: nothing is promised.")}</p>
        </fieldset>
        {problem && !PRIORITIES.some((one) => problem.field(one)) && <ErrorNote error={problem} />}
        <div className="flex items-center justify-end gap-2">
          <span role="status" className="text-ok">{save.isSuccess && t("Saved")}</span>
          <Button type="submit" look="primary" busy={save.isPending}>
            {t("Save")}
          </Button>
        </div>
      </form>
    </Card>
  );
}
