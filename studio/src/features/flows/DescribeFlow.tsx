import { useEffect, useRef, useState } from "react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { WandSparkles } from "lucide-react";
import { describeFlow, keepWords } from "@/api/describe";
import { asProblem } from "@/api/http";
import { meQuery } from "@/api/session";
import { t } from "@/i18n";
import { may } from "@/lib/may";
import { Button, buttonClass } from "@/ui/button";
import { Field, Textarea } from "@/ui/field";
import { ErrorNote, Note } from "@/ui/notice";

const MOST = 4_000;

/** A flow described in words: the connected model draws it, and it opens as a draft with what it says of it. */
export function DescribeFlow() {
  const [text, setText] = useState("");
  const [tried, setTried] = useState(false);
  const ending = useRef<AbortController | null>(null);
  const navigate = useNavigate();
  const client = useQueryClient();
  const draw = useMutation({
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
  const cancel = () => {
    ending.current?.abort();
    draw.reset();
  };
  const start = () => {
    setTried(true);
    if (text.trim()) draw.mutate();
  };
  const problem = draw.error ? asProblem(draw.error) : null;
  return (
    <section aria-labelledby="describe-a-flow" className="mt-4 flex flex-col gap-3 border-t border-line pt-4">
      <h3 id="describe-a-flow" className="flex items-center gap-2 font-semibold">
        <WandSparkles size={18} aria-hidden className="shrink-0 text-accent" /> {t("Or describe it in words")}
      </h3>
      <Field label={t("What the flow is to do")} help={t("Your model draws it from this. It becomes a draft for you to look at; nothing of it is published or run.")} error={tried && !text.trim() ? t("Say what the flow is to do.") : problem?.field("text")}>
        {(ids) => <Textarea {...ids} rows={3} maxLength={MOST} value={text} disabled={draw.isPending} placeholder={t("Search the knowledge base for an answer. If it does not help, ask for the urgency and make a ticket.")} onChange={(event) => setText(event.target.value)} />}
      </Field>
      {problem && problem.body?.code === "no_model" && <NoModel />}
      {problem && problem.body?.code !== "no_model" && !problem.field("text") && <ErrorNote error={problem} />}
      {draw.isPending ? (
        <div className="flex flex-wrap items-center gap-3">
          <Progress />
          <Button onClick={cancel}>{t("Stop drawing")}</Button>
        </div>
      ) : (
        <Button className="self-start" onClick={start}>
          {t("Draw it")}
        </Button>
      )}
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
    <div className="flex min-w-0 flex-1 basis-60 items-center gap-2 text-muted">
      <span aria-hidden className="size-4 shrink-0 animate-spin rounded-full border-2 border-current border-t-transparent" />
      <span role="status">{t("The model draws it; then it is checked, and mended twice at most. This can take two minutes.")}</span>
      <span aria-hidden className="ml-auto tabular-nums">
        {seconds} s
      </span>
    </div>
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
