import { type FormEvent, useId, useRef, useState } from "react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { t } from "@/i18n";
import { asProblem } from "@/api/http";
import { slug } from "@/lib/slug";
import { createFrom, TEMPLATES } from "@/lib/templates";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Field, Input } from "@/ui/field";
import { ErrorNote } from "@/ui/notice";
import { DescribeFlow, useDescribing } from "./DescribeFlow";
import { type Beginning, TemplateCards } from "./TemplateCards";

const NAME = /^[a-z0-9][a-z0-9-]*$/;

interface NewFlowProps {
  taken: string[];
  /** There is none yet, as far as that is known. */
  isFirst: boolean;
  onImport: () => void;
  onClose: () => void;
}

/** All the ways to a new flow in one place: a template, nothing, a description in words, or what another product exported. */
export function NewFlowDialog({ taken, isFirst, onImport, onClose }: NewFlowProps) {
  const form = useId();
  const titleField = useRef<HTMLInputElement>(null);
  const nameField = useRef<HTMLInputElement>(null);
  const [ownTitle, setTitle] = useState<string | null>(null);
  const [ownName, setOwnName] = useState<string | null>(null);
  const [begin, setBegin] = useState<Beginning>(isFirst ? "it-helpdesk" : "blank");
  const [tried, setTried] = useState(false);
  const navigate = useNavigate();
  const client = useQueryClient();
  const suggested = TEMPLATES.find((one) => one.id === begin && begin !== "blank")?.title ?? "";
  const title = ownTitle ?? suggested;
  const name = ownName ?? free(slug(title), taken);
  const wrong = !NAME.test(name) ? t("Small letters, digits and hyphens; begin with a letter or a digit.") : taken.includes(name) ? t("Another flow has this name.") : null;
  const create = useMutation({
    mutationFn: () => createFrom(begin === "words" ? "blank" : begin, { name, title: title.trim() }),
    onSuccess: (flow) => {
      void client.invalidateQueries({ queryKey: ["flows"] });
      void navigate({ to: "/flows/$flow", params: { flow }, search: begin === "blank" ? {} : { panel: "run" } });
    },
  });
  const describing = useDescribing();
  const isInWords = begin === "words";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isInWords) return describing.draw();
    setTried(true);
    if (title.trim() && !wrong) return create.mutate();
    // On a phone it is out of sight, below the cards.
    (title.trim() ? nameField : titleField).current?.focus();
  };
  const problem = create.error ? asProblem(create.error) : null;
  return (
    <Dialog
      title={t("New flow")}
      shape="wide"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("Cancel")}</Button>
          {describing.isDrawing ? (
            <Button onClick={describing.stop}>{t("Stop drawing")}</Button>
          ) : (
            <Button type="submit" form={form} look="primary" busy={create.isPending}>
              {isInWords ? t("Draw it") : t("Create")}
            </Button>
          )}
        </>
      }
    >
      <form id={form} onSubmit={submit} noValidate className="flex flex-col gap-4">
        <TemplateCards chosen={begin} disabled={describing.isDrawing} onChoose={setBegin} onImport={onImport} />
        {isInWords ? (
          <DescribeFlow describing={describing} />
        ) : (
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label={t("Title")} required error={tried && !title.trim() ? t("Give it a title.") : problem?.field("title")}>
              {(ids) => <Input ref={titleField} {...ids} value={title} onChange={(event) => setTitle(event.target.value)} />}
            </Field>
            <Field label={t("Name")} help={t("Part of its address; cannot be changed later.")} error={(tried || ownName) && title ? (wrong ?? problem?.field("name")) : undefined}>
              {(ids) => <Input ref={nameField} {...ids} className="font-mono" value={name} onChange={(event) => setOwnName(event.target.value)} />}
            </Field>
          </div>
        )}
        {problem && <ErrorNote error={problem} />}
      </form>
    </Dialog>
  );
}

/** The name, or the first that is not taken: `it-helpdesk-2`. */
function free(name: string, taken: string[]): string {
  if (!taken.includes(name)) return name;
  for (let count = 2; ; count += 1) if (!taken.includes(`${name}-${count}`)) return `${name}-${count}`;
}
