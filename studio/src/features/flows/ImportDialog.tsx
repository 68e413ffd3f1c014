import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { FileUp } from "lucide-react";
import { t } from "@/i18n";
import { importFlow } from "@/api/flows";
import { asProblem } from "@/api/http";
import type { ImportReport } from "@/api/types";
import { slug } from "@/lib/slug";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Field, Input } from "@/ui/field";
import { ErrorNote, Note } from "@/ui/notice";
import { importName } from "./import-name";

const FORMATS: Record<string, string> = { flowright: "Flowright", dify: "Dify", flowise: "Flowise", n8n: "n8n", coze: "Coze", langflow: "Langflow" };

/** A flow of another product, or one that was exported elsewhere: read first, said what becomes of it, then opened as a draft. Nothing of it is run. */
interface ImportProps {
  onClose: () => void;
  /** What was pasted, and of which product it looks to be. */
  document?: string;
  product?: string;
}

export function ImportDialog({ onClose, document: pasted = "", product }: ImportProps) {
  const [document, setDocument] = useState(pasted);
  const [name, setName] = useState(product ? slug(`${product} import`) : "");
  const form = useId();
  const input = useRef<HTMLInputElement>(null);
  const navigate = useNavigate();
  const client = useQueryClient();
  const read = useMutation({ mutationFn: (text: string) => importFlow({ document: text, dry_run: true }) });
  const open = useMutation({
    mutationFn: () => importFlow({ document, name }),
    onSuccess: async ({ flows }) => {
      await client.invalidateQueries({ queryKey: ["flows"] });
      if (flows[0]) void navigate({ to: "/flows/$flow", params: { flow: flows[0].name }, search: { panel: "problems" } });
    },
  });
  const { mutate } = read;
  useEffect(() => {
    if (pasted) mutate(pasted);
  }, [pasted, mutate]);
  const choose = async (file: File | undefined) => {
    if (!file) return;
    const text = await file.text();
    setDocument(text);
    setName(importName(text, file.name));
    open.reset();
    read.mutate(text);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    open.mutate();
  };
  const problem = open.error ? asProblem(open.error) : null;
  return (
    <Dialog
      title={t("Import a flow")}
      shape="wide"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("Cancel")}</Button>
          <Button type="submit" form={form} look="primary" disabled={!read.data || name === ""} busy={open.isPending}>
            {t("Open as a draft")}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        <p className="text-muted">{t("An export of Flowright (JSON), Dify (YAML), Flowise AgentFlow V2, n8n, Coze or Langflow (JSON). It becomes a draft; nothing of it is run.")}</p>
        <div className="flex flex-wrap items-center gap-3">
          <input ref={input} type="file" accept=".yml,.yaml,.json" className="sr-only" tabIndex={-1} aria-label={t("Exported flow")} onChange={(event) => void choose(event.target.files?.[0])} />
          <Button data-first busy={read.isPending} onClick={() => input.current?.click()}>
            <FileUp size={16} aria-hidden /> {t("Choose a file")}
          </Button>
          {read.data && <span>{FORMATS[read.data.format] ?? read.data.format}</span>}
        </div>
        {read.isError && <ErrorNote error={read.error} />}
        {read.data && (
          <Field label={t("Name")} help={t("Part of its address; cannot be changed later.")} error={problem?.field("name")}>
            {(ids) => <Input {...ids} required className="font-mono" value={name} onChange={(event) => setName(event.target.value)} />}
          </Field>
        )}
        {read.data && <Report report={read.data.report} />}
        {problem && <ErrorNote error={problem} />}
      </form>
    </Dialog>
  );
}

/** What needs somebody first. */
function Report({ report }: { report: ImportReport }) {
  const needs = [...report.secrets_needed, ...report.models_needed, ...report.bases_needed, ...report.tools_needed, ...report.others_needed];
  const isWhole = report.not_carried.length === 0;
  return (
    <div className="flex flex-col gap-3">
      <Note tone={isWhole ? "ok" : "info"}>
        {t("{carried, plural, one {# step} other {# steps}} carried over, {approximated} approximated, {lost} not carried over.", { carried: report.carried.length, approximated: report.approximated.length, lost: report.not_carried.length })}
      </Note>
      <Entries title={t("Not carried over")} entries={report.not_carried} />
      <Entries title={t("Approximated")} entries={report.approximated} />
      {needs.length > 0 && (
        <section>
          <h3 className="font-semibold">{t("It needs")}</h3>
          <ul className="list-disc pl-5">
            {needs.map((need) => (
              <li key={need.name + need.what}>
                <code className="rounded-[3px] bg-sunken px-1 font-mono text-xs">{need.name}</code> {need.what}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function Entries({ title, entries }: { title: string; entries: ImportReport["carried"] }) {
  if (entries.length === 0) return null;
  return (
    <section>
      <h3 className="font-semibold">{title}</h3>
      <ul className="list-disc pl-5">
        {entries.map((entry, at) => (
          <li key={at} className="break-words">
            {entry.node && <code className="mr-1 rounded-[3px] bg-sunken px-1 font-mono text-xs">{entry.node}</code>}
            {entry.what}
          </li>
        ))}
      </ul>
    </section>
  );
}
