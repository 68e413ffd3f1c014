import { type FormEvent, useState } from "react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { t } from "@/i18n";
import { deskHoursQuery, saveDeskHours } from "@/api/admin";
import { asProblem } from "@/api/http";
import type { DeskHours as Hours, DeskHoursNow } from "@/api/types";
import { dayName, openInWords, ownZone } from "@/lib/hours";
import { Button } from "@/ui/button";
import { Field, Input, Textarea } from "@/ui/field";
import { ErrorNote, Loading, Note } from "@/ui/notice";
import { Card } from "@/ui/page";

const DAYS = [1, 2, 3, 4, 5, 6, 7];
const FIELDS = ["timezone", "days", "from", "to", "holidays"].map((field) => `hours.${field}`);

/** When somebody is at the desk: what people are told who ask for a person. */
export function DeskHours() {
  const saved = useQuery({ ...deskHoursQuery, refetchOnWindowFocus: false });
  if (saved.isPending) return <Loading what={t("the opening hours")} />;
  if (saved.isError) return <ErrorNote error={saved.error} retry={() => void saved.refetch()} />;
  return <HoursForm saved={saved.data} />;
}

const usual = (): Hours => ({ timezone: ownZone(), days: [1, 2, 3, 4, 5], from: "09:00", to: "17:00", holidays: [] });

const formOf = (hours: Hours | null) => ({ ...(hours ?? usual()), holidays: (hours?.holidays ?? []).join("\n") });

function HoursForm({ saved }: { saved: DeskHoursNow }) {
  const [form, setForm] = useState(() => formOf(saved.hours));
  const [known, setKnown] = useState(saved.hours);
  // What was saved is shown as it was understood, in the same form: who pressed “Save” keeps their place, and hears of it.
  if (JSON.stringify(known) !== JSON.stringify(saved.hours)) {
    setKnown(saved.hours);
    setForm(formOf(saved.hours));
  }
  const client = useQueryClient();
  const set = (change: Partial<typeof form>) => {
    setForm((now) => ({ ...now, ...change }));
    if (save.isSuccess) save.reset();
  };
  const save = useMutation({
    mutationFn: (hours: Hours | null) => saveDeskHours({ hours }),
    onSuccess: (now) => client.setQueryData(deskHoursQuery.queryKey, now.data),
  });
  const problem = save.error ? asProblem(save.error) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ ...form, holidays: form.holidays.split(/[\s,;]+/).filter(Boolean) });
  };
  return (
    <Card title={t("Opening hours of the desk")} className="max-w-2xl">
      <form onSubmit={submit} className="flex flex-col gap-4 p-4">
        <p className="text-muted">{t("Whoever asks for a person is told when somebody is there. They may write at any time.")}</p>
        <State saved={saved} />
        <fieldset className="flex flex-col gap-1">
          <legend className="mb-1 font-medium">{t("Days")}</legend>
          <div className="grid grid-cols-[repeat(auto-fill,minmax(8rem,1fr))]">
            {DAYS.map((day) => (
              <label key={day} className="inline-flex min-h-6 items-center gap-2 pointer-coarse:min-h-11">
                <input
                  type="checkbox"
                  checked={form.days.includes(day)}
                  onChange={(event) => set({ days: event.target.checked ? [...form.days, day] : form.days.filter((one) => one !== day) })}
                />
                {dayName(day)}
              </label>
            ))}
          </div>
          {problem?.field("hours.days") && <p role="alert" className="text-node text-danger">{problem.field("hours.days")}</p>}
        </fieldset>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t("Opens")} required error={problem?.field("hours.from")}>
            {(ids) => <Input {...ids} type="time" required value={form.from} onChange={(event) => set({ from: event.target.value })} />}
          </Field>
          <Field label={t("Closes")} required error={problem?.field("hours.to")}>
            {(ids) => <Input {...ids} type="time" required value={form.to} onChange={(event) => set({ to: event.target.value })} />}
          </Field>
        </div>
        <Field label={t("Time zone")} required help={t("Whose clocks the times are read from.")} error={problem?.field("hours.timezone")}>
          {(ids) => <Input {...ids} required list="time-zones" autoComplete="off" value={form.timezone} onChange={(event) => set({ timezone: event.target.value })} />}
        </Field>
        <datalist id="time-zones">{Intl.supportedValuesOf("timeZone").map((zone) => <option key={zone} value={zone} />)}</datalist>
        <Field label={t("Holidays")} help={t("Days on which nobody is there, one in a line, such as {date}.", { date: "2026-12-25" })} error={problem?.field("hours.holidays")}>
          {(ids) => <Textarea {...ids} rows={4} className="font-mono" value={form.holidays} onChange={(event) => set({ holidays: event.target.value })} />}
        </Field>
        {problem && !FIELDS.some((field) => problem.field(field)) && <ErrorNote error={problem} />}
        <div className="flex flex-wrap items-center justify-end gap-2">
          <span role="status" className="text-ok">{save.isSuccess && t("Saved")}</span>
          {saved.hours && (
            <Button busy={save.isPending} onClick={() => save.mutate(null)}>
              {t("Give no hours")}
            </Button>
          )}
          <Button type="submit" look="primary" busy={save.isPending}>
            {t("Save")}
          </Button>
        </div>
      </form>
    </Card>
  );
}

/** What somebody would be told who asked now. */
function State({ saved: { hours, opens_at: opens } }: { saved: DeskHoursNow }) {
  if (!hours) return <Note tone="info">{t("No hours are given: who asks for a person is told that it may take a while.")}</Note>;
  return <Note tone={opens ? "info" : "ok"}>{openInWords(hours, opens)}</Note>;
}
