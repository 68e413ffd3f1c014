import { type FormEvent, useState } from "react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { t } from "@/i18n";
import { createFlow } from "@/api/flows";
import { asProblem } from "@/api/http";
import { slug } from "@/lib/slug";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Field, Input, Select } from "@/ui/field";
import { ErrorNote } from "@/ui/notice";

const NAME = /^[a-z0-9][a-z0-9-]*$/;

export function NewFlowDialog({ taken, onClose }: { taken: string[]; onClose: () => void }) {
  const [title, setTitle] = useState("");
  const [ownName, setOwnName] = useState<string | null>(null);
  const [template, setTemplate] = useState<"blank" | "it-helpdesk">("blank");
  const [tried, setTried] = useState(false);
  const navigate = useNavigate();
  const client = useQueryClient();
  const name = ownName ?? slug(title);
  const wrong = !NAME.test(name) ? t("Small letters, digits and hyphens; begin with a letter or a digit.") : taken.includes(name) ? t("Another flow has this name.") : null;
  const create = useMutation({
    mutationFn: () => createFlow({ name, title: title.trim(), template }),
    onSuccess: (flow) => {
      void client.invalidateQueries({ queryKey: ["flows"] });
      void navigate({ to: "/flows/$flow", params: { flow: flow.name } });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (title.trim() && !wrong) create.mutate();
  };
  const problem = create.error ? asProblem(create.error) : null;
  return (
    <Dialog title={t("New flow")} onClose={onClose}>
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        <Field label={t("Title")} required error={tried && !title.trim() ? t("Give it a title.") : problem?.field("title")}>
          {(ids) => <Input {...ids} value={title} onChange={(event) => setTitle(event.target.value)} />}
        </Field>
        <Field label={t("Name")} help={t("Part of its address; cannot be changed later.")} error={(tried || ownName) && title ? (wrong ?? problem?.field("name")) : undefined}>
          {(ids) => <Input {...ids} className="font-mono" value={name} onChange={(event) => setOwnName(event.target.value)} />}
        </Field>
        <Field label={t("Begin with")}>
          {(ids) => (
            <Select {...ids} value={template} onChange={(event) => setTemplate(event.target.value as typeof template)}>
              <option value="blank">{t("An empty flow")}</option>
              <option value="it-helpdesk">{t("The IT helpdesk template")}</option>
            </Select>
          )}
        </Field>
        {problem && <ErrorNote error={problem} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("Cancel")}</Button>
          <Button type="submit" look="primary" busy={create.isPending}>
            {t("Create")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
