import { useState } from "react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Check, Copy } from "lucide-react";
import { environmentsQuery, flowQuery, getVersion, publishFlow } from "@/api/flows";
import { asProblem } from "@/api/http";
import { useEditorState, useTools } from "@/editor/context";
import { changes, count } from "@/flow/describe";
import { Button, buttonClass } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Field, Input } from "@/ui/field";
import { ErrorNote, Note } from "@/ui/notice";

/** What will change, in words; then the version, and where people reach it. */
export function PublishDialog() {
  const { editor, sync } = useTools();
  const name = useEditorState((state) => state.name);
  const flow = useEditorState((state) => state.doc.flow);
  const findings = useEditorState((state) => state.findings);
  const [message, setMessage] = useState<string | null>(null);
  const client = useQueryClient();
  const about = useQuery(flowQuery(name));
  const last = about.data?.published?.version;
  const production = useQuery(environmentsQuery(name)).data?.find((one) => one.name === "production");
  const before = useQuery({ queryKey: ["flows", name, "version", last], queryFn: () => getVersion(name, last as number), enabled: last !== undefined });
  const said = about.isSuccess && (last === undefined || before.isSuccess) ? changes(last === undefined ? null : (before.data?.document ?? null), flow) : null;
  const drafted = said && said.length > 0 ? said.join(", ").replace(/^./, (letter) => letter.toUpperCase()) : "";
  const errors = findings.filter((finding) => finding.severity === "error");
  const publish = useMutation({
    mutationFn: async () => {
      // What is published is what the server has: everything typed so far goes there first.
      await sync?.flush();
      const state = editor.getState().save;
      if (state.state !== "saved") throw new Error(state.message || "The draft could not be saved, so it was not published.");
      return publishFlow(name, message ?? drafted);
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ["flows"] }),
    onError: (error) => {
      const found = asProblem(error).body?.findings;
      if (found) editor.setState({ findings: found });
    },
  });
  const close = () => editor.open(null);
  if (publish.data) return <Published flow={name} version={publish.data.version} commit={publish.data.commit} onClose={close} />;
  return (
    <Dialog
      title="Publish"
      onClose={close}
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button look="primary" busy={publish.isPending} disabled={errors.length > 0} onClick={() => publish.mutate()}>
            Publish
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {errors.length > 0 ? (
          <Note tone="danger">
            <p>
              {count(errors.length, "error")} must be mended first. Testing works up to the first of them.
            </p>
            <Button
              size="sm"
              className="mt-2"
              onClick={() => {
                close();
                editor.setState({ panel: "problems" });
              }}
            >
              Show the problems
            </Button>
          </Note>
        ) : (
          <section>
            <h3 className="mb-1 font-semibold">{last === undefined ? "The first version" : `Since version ${last}`}</h3>
            {said === null && <p className="text-muted">Comparing…</p>}
            {said?.length === 0 && <p className="text-muted">Nothing has changed.</p>}
            <ul className="list-disc pl-5">{said?.map((line) => <li key={line}>{line}</li>)}</ul>
          </section>
        )}
        {findings.length > errors.length && <p className="text-warn">{count(findings.length - errors.length, "warning")}; they do not stop publishing.</p>}
        <Field label="Message" help="For the history: what changed and why.">
          {(ids) => <Input {...ids} value={message ?? drafted} maxLength={500} onChange={(event) => setMessage(event.target.value)} />}
        </Field>
        {publish.isError && <ErrorNote error={publish.error} />}
        <p className="text-muted">
          {production && !production.follows_newest
            ? `Production stays with version ${production.version} until it is moved, under History.`
            : "New conversations use the new version at once."}{" "}
          Runs that are under way finish with the version they began with.
        </p>
      </div>
    </Dialog>
  );
}

function Published({ flow, version, commit, onClose }: { flow: string; version: number; commit: string | null; onClose: () => void }) {
  const link = `${location.origin}/chat/${flow}`;
  const [copied, setCopied] = useState(false);
  return (
    <Dialog title={`Version ${version} is published`} onClose={onClose}>
      <div className="flex flex-col gap-4">
        {commit && (
          <p className="text-muted">
            Commit <span className="font-mono">{commit.slice(0, 10)}</span>
          </p>
        )}
        <Field label="The chat page, for everybody who can sign in">{(ids) => <Input {...ids} readOnly value={link} className="font-mono" onFocus={(event) => event.target.select()} />}</Field>
        <div className="flex flex-wrap gap-2">
          <a href={`/chat/${flow}`} target="_blank" rel="noreferrer" className={buttonClass("primary")}>
            Open the chat page
          </a>
          <Button onClick={() => navigator.clipboard?.writeText(link).then(() => setCopied(true), () => setCopied(false))}>
            {copied ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />} {copied ? "Copied" : "Copy the link"}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
