import { type FormEvent, useId, useState } from "react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type TestItem, testOfRun, testsQuery } from "@/api/tests";
import { t } from "@/i18n";
import { slug } from "@/lib/slug";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Field, Input } from "@/ui/field";
import { ErrorNote } from "@/ui/notice";
import { TestEditor } from "./TestEditor";

const LONGEST = 64;

/** A run becomes a test: first its name, then what of all that happened must happen again. */
export default function SaveTestDialog({ flow, run, title: suggested, onClose }: { flow: string; run: string; title: string; onClose: () => void }) {
  const client = useQueryClient();
  const form = useId();
  const tests = useQuery(testsQuery(flow));
  const [title, setTitle] = useState(suggested);
  const [own, setOwn] = useState<string | null>(null);
  const [made, setMade] = useState<TestItem | null>(null);
  const name = own ?? slug(title).slice(0, LONGEST);
  const save = useMutation({
    mutationFn: () => testOfRun(run, { name, title }),
    onSuccess: async (item) => {
      await client.invalidateQueries({ queryKey: testsQuery(flow).queryKey });
      setMade(item);
    },
  });
  if (made) return <TestEditor flow={flow} test={made.test} lead={t("It is saved, and expects everything to go as it went. Take away what need not hold, or loosen it.")} onClose={onClose} />;
  const isTaken = tests.data?.data.some((one) => one.name === name);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name !== "") save.mutate();
  };
  return (
    <Dialog
      title={t("Save as test")}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("Cancel")}</Button>
          <Button look="primary" type="submit" form={form} busy={save.isPending} disabled={name === ""}>
            {isTaken ? t("Replace the test") : t("Save and choose what must hold")}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-3">
        <p className="text-muted">{t("The same input and the same answers are given again. What models and tools answered is recorded, so the test calls nothing, costs nothing and is done in a moment.")}</p>
        <Field label={t("Title")} help={t("What it shows: “The answer helps”, “Nothing is found”.")}>
          {(ids) => <Input {...ids} value={title} onChange={(event) => setTitle(event.target.value)} />}
        </Field>
        <Field label={t("Name")} help={t("Of its file: tests/{name}.json", { name: name || "…" })} error={isTaken ? t("There is a test of this name; it would be replaced.") : undefined}>
          {(ids) => <Input {...ids} value={name} className="font-mono" onChange={(event) => setOwn(event.target.value.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-/, "").slice(0, LONGEST))} />}
        </Field>
        {save.isError && <ErrorNote error={save.error} />}
      </form>
    </Dialog>
  );
}
