import { type FormEvent, useState } from "react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type Channels, channelsQuery, saveWidget, type WidgetChange } from "@/api/channels";
import { type Answer, asProblem } from "@/api/http";
import { same } from "@/flow/document";
import { t } from "@/i18n";
import { readable } from "@/lib/accent";
import { Button } from "@/ui/button";
import { Field, Input, Select, Textarea } from "@/ui/field";
import { ErrorNote } from "@/ui/notice";
import { toast } from "@/ui/toast";
import { LauncherPreview } from "./LauncherPreview";
import { Origins } from "./Origins";

/** The settings of the widget, and beside them what they make of it. */
export function WidgetForm({ flow, title, loaded, readOnly }: { flow: string; title: string; loaded: Answer<Channels>; readOnly: boolean }) {
  const { public_id: _id, ...known } = pick(loaded.data);
  const [draft, setDraft] = useState<WidgetChange>(known);
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: () => saveWidget(flow, draft, loaded.etag),
    onSuccess: (answer) => {
      client.setQueryData(channelsQuery(flow).queryKey, answer);
      toast(answer.data.widget.enabled ? t("The widget is on.") : t("Saved. The widget is off."));
    },
  });
  const set = (change: Partial<WidgetChange>) => setDraft({ ...draft, ...change });
  const problem = save.error ? asProblem(save.error) : null;
  const shown = readable(draft.accent, "#ffffff")?.accent ?? draft.accent;
  const isUnreachable = draft.enabled && draft.origins.length === 0;
  const originError = draft.origins.map((_, at) => problem?.field(`origins[${at}]`)).find(Boolean) ?? problem?.field("origins");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={submit} className="grid gap-5 lg:grid-cols-[1fr_320px]">
      <fieldset disabled={readOnly} className="flex min-w-0 flex-col gap-4">
        <label className="flex min-h-6 items-center gap-2 font-medium">
          <input type="checkbox" checked={draft.enabled} onChange={(event) => set({ enabled: event.target.checked })} /> {t("Show the assistant on websites")}
        </label>
        <Origins origins={draft.origins} error={originError ?? (isUnreachable ? t("Add at least one; without it no page can show the widget.") : undefined)} onChange={(origins) => set({ origins })} />
        <Field label={t("Title")} help={t("Empty: the flow’s title.")} error={problem?.field("title")}>
          {(ids) => <Input {...ids} maxLength={80} value={draft.title} placeholder={title} onChange={(event) => set({ title: event.target.value })} />}
        </Field>
        <Field label={t("Greeting")} error={problem?.field("greeting")}>
          {(ids) => <Textarea {...ids} rows={2} maxLength={500} value={draft.greeting} onChange={(event) => set({ greeting: event.target.value })} />}
        </Field>
        <div className="flex flex-wrap gap-4">
          <Field label={t("Colour")} help={shown === draft.accent ? undefined : t("Too light to be read: pages show {colour}.", { colour: shown })} error={problem?.field("accent")}>
            {(ids) => <input {...ids} type="color" value={draft.accent} onChange={(event) => set({ accent: event.target.value })} className="h-9 w-20 rounded-control border border-line-strong bg-surface p-1" />}
          </Field>
          <Field label={t("Corner")}>
            {(ids) => (
              <Select {...ids} value={draft.position} onChange={(event) => set({ position: event.target.value as WidgetChange["position"] })}>
                <option value="bottom_right">{t("Bottom right")}</option>
                <option value="bottom_left">{t("Bottom left")}</option>
              </Select>
            )}
          </Field>
        </div>
        {problem && <ErrorNote error={problem} />}
        {problem?.status === 412 && (
          <Button className="self-start" onClick={() => void client.resetQueries({ queryKey: channelsQuery(flow).queryKey })}>
            {t("Load what is there now")}
          </Button>
        )}
        {!readOnly && (
          <div className="flex gap-2">
            <Button type="submit" look="primary" busy={save.isPending} disabled={isUnreachable || same(draft, known)}>
              {t("Save the widget")}
            </Button>
            <Button disabled={same(draft, known)} onClick={() => setDraft(known)}>
              {t("Discard")}
            </Button>
          </div>
        )}
      </fieldset>
      <LauncherPreview widget={draft} title={title} />
    </form>
  );
}

/** Only what can be saved: the server may say more than that. */
function pick({ widget }: Channels) {
  const { enabled, public_id, origins, title, greeting, accent, position } = widget;
  return { enabled, public_id, origins, title, greeting, accent, position };
}
