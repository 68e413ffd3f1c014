import { useEffect, useRef, useState } from "react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { describeFlow, keepWords } from "@/api/describe";
import { asProblem, type Problem } from "@/api/http";
import { meQuery } from "@/api/session";
import { t } from "@/i18n";
import { may } from "@/lib/may";
import { buttonClass } from "@/ui/button";
import { Field, Textarea } from "@/ui/field";
import { ErrorNote, Note } from "@/ui/notice";

const MOST = 4_000;

/** A description that is being written, and what the model makes of it: a flow that opens as a draft, with what it says of it. */
export function useDescribing() {
  const [text, setText] = useState("");
  const [tried, setTried] = useState(false);
  const ending = useRef<AbortController | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const navigate = useNavigate();
  const client = useQueryClient();
  const drawing = useMutation({
    mutationFn: () => {
      ending.current = new AbortController();
      return describeFlow(text.trim(), ending.current.signal);
    },
    onSuccess: ({ flow, made, missing }) => {
      keepWords(client, flow.name, { made, missing });
      void client.invalidateQueries({ queryKey: ["flows"] });
      void navigate({ to: "/flows/$flow", params: { flow: flow.name }, search: { panel: "problems" } });
    },
  });
  // Whoever closes the dialog does not want it any more.
  useEffect(() => () => ending.current?.abort(), []);
  return {
    text,
    setText,
    field,
    isEmpty: tried && !text.trim(),
    isDrawing: drawing.isPending,
    problem: drawing.error ? asProblem(drawing.error) : null,
    draw: () => {
      setTried(true);
      if (text.trim()) drawing.mutate();
      else field.current?.focus();
    },
    stop: () => {
      ending.current?.abort();
      drawing.reset();
    },
  };
}

/** A flow described in words: the connected model draws it. */
export function DescribeFlow({ describing }: { describing: ReturnType<typeof useDescribing> }) {
  const { text, setText, field, isEmpty, isDrawing, problem } = describing;
  const section = useRef<HTMLElement>(null);
  // On a phone it is below the cards: what is to be filled in, what goes on, and what came of it, are brought into sight.
  useEffect(() => {
    section.current?.lastElementChild?.scrollIntoView({ block: "nearest" });
  }, [isDrawing, problem]);
  return (
    <section ref={section} aria-label={t("Describe it in words")} className="flex flex-col gap-3">
      <Field label={t("What the flow is to do")} required help={t("Your model draws it from this. It becomes a draft for you to look at; nothing of it is published or run.")} error={isEmpty ? t("Say what the flow is to do.") : problem?.field("text")}>
        {(ids) => <Textarea {...ids} ref={field} rows={4} maxLength={MOST} value={text} disabled={isDrawing} placeholder={t("Search the knowledge base for an answer. If it does not help, ask for the urgency and make a ticket.")} onChange={(event) => setText(event.target.value)} />}
      </Field>
      {problem && !problem.field("text") && <Refused problem={problem} />}
      {isDrawing && <Progress />}
    </section>
  );
}

function Progress() {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <div className="flex items-start gap-2 text-muted">
      <span aria-hidden className="mt-0.5 size-4 shrink-0 animate-spin rounded-full border-2 border-current border-t-transparent" />
      <span role="status" className="min-w-0">{t("The model draws it; then it is checked, and mended twice at most. This can take two minutes.")}</span>
      <span aria-hidden className="ml-auto shrink-0 whitespace-nowrap tabular-nums">
        {seconds} s
      </span>
    </div>
  );
}

function Refused({ problem }: { problem: Problem }) {
  if (problem.body?.code === "no_model") return <NoModel />;
  if (problem.status !== 502) return <ErrorNote error={problem} />;
  // What the model said instead is for whoever looks after it.
  return (
    <Note tone="danger">
      <p>{t("The model gave no flow. Say it in other words, or in fewer, and draw again; nothing was made.")}</p>
      <details className="mt-1 text-node text-muted">
        <summary className="cursor-pointer py-0.5 pointer-coarse:py-3">{t("What it came to")}</summary>
        <p className="break-words">{problem.message}</p>
        {problem.body?.correlation_id && <p className="font-mono text-xs break-all">{problem.body.correlation_id}</p>}
      </details>
    </Note>
  );
}

/** Only the built-in model is there. Who may, connects another one. */
function NoModel() {
  const me = useQuery(meQuery);
  const leads = me.data !== undefined && may(me.data.permissions, "settings:write");
  return (
    <Note tone="info">
      <p>{t("The built-in demo model only quotes and sorts; it cannot draw a flow. A language model must be connected for that.")}</p>
      {leads ? (
        <Link to="/admin/$section" params={{ section: "models" }} className={`${buttonClass("secondary", "sm")} mt-2`}>
          {t("Connect your model")}
        </Link>
      ) : (
        <p>{t("An administrator can connect one, under Settings, Models.")}</p>
      )}
    </Note>
  );
}
