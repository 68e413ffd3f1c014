import { type FormEvent, useState } from "react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Check, Plus, X } from "lucide-react";
import { Rich } from "@/ui/rich";
import { t } from "@/i18n";
import { asProblem } from "@/api/http";
import { addServer, approveTool, deleteServer, serversQuery, testServer, toolsQuery } from "@/api/tools";
import type { ServerTool, ToolInfo, ToolServer, ToolTest } from "@/api/types";
import { duration } from "@/lib/time";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { Confirm } from "@/ui/confirm";
import { Dialog } from "@/ui/dialog";
import { Empty } from "@/ui/empty";
import { Field, Input } from "@/ui/field";
import { ErrorNote, Loading, Note } from "@/ui/notice";
import { Card, Page } from "@/ui/page";
import { Table } from "@/ui/table";

export function ToolsPage({ canWrite }: { canWrite: boolean }) {
  const servers = useQuery(serversQuery);
  const tools = useQuery(toolsQuery);
  const [adding, setAdding] = useState(false);
  const add = canWrite && (
    <Button look="primary" onClick={() => setAdding(true)}>
      <Plus size={16} aria-hidden /> {t("Add server")}
    </Button>
  );
  return (
    <Page title={t("Tools")} lead={t("What flows can do: built in, and on MCP servers that you add by their address.")} actions={add} wide>
      <section className="flex flex-col gap-3">
        <h2 className="font-semibold">{t("MCP servers")}</h2>
        {servers.isPending && <Loading what={t("servers")} />}
        {servers.isError && <ErrorNote error={servers.error} retry={() => void servers.refetch()} />}
        {servers.data?.length === 0 && (
          <Empty title={t("No server yet")} action={add} example={t("The inventory at https://mcp.example.com brings “Find a device” (reads) and “Order a device” (writes).")}>
            {t("An MCP server brings tools of another system. Its tools appear on the canvas under “Act”, each with its own form.")}
          </Empty>
        )}
        {servers.data?.map((server) => (
          <ServerCard key={server.id} server={server} canWrite={canWrite} />
        ))}
      </section>
      <section className="flex flex-col gap-3">
        <h2 className="font-semibold">{t("All tools")}</h2>
        {tools.isError && <ErrorNote error={tools.error} />}
        {tools.data && <ToolTable tools={tools.data} />}
      </section>
      {adding && <AddServer onClose={() => setAdding(false)} />}
    </Page>
  );
}

function ToolTable({ tools }: { tools: ToolInfo[] }) {
  return (
    <Table label={t("Tools")} head={[t("Tool"), t("What it does"), t("Effect"), t("From")]}>
      {tools.map((tool) => (
        <tr key={tool.name}>
          <td>
            <div className="font-medium">{tool.title || tool.name}</div>
            <div className="font-mono text-xs text-muted">{tool.name}</div>
          </td>
          <td className="min-w-64">
            {tool.summary}
          </td>
          <td>{tool.effect && <Badge tone={tool.effect === "write" ? "warn" : "neutral"}>{tool.effect === "write" ? t("writes") : tool.effect === "wait" ? t("waits") : t("reads")}</Badge>}</td>
          <td>{tool.server || <span className="text-muted">{t("built in")}</span>}</td>
        </tr>
      ))}
    </Table>
  );
}

function ServerCard({ server, canWrite }: { server: ToolServer; canWrite: boolean }) {
  const client = useQueryClient();
  const refresh = () => Promise.all([client.invalidateQueries({ queryKey: ["tools"] }), client.invalidateQueries({ queryKey: ["node-kinds"] })]);
  const test = useMutation({ mutationFn: () => testServer(server.id), onSettled: refresh });
  const approve = useMutation({ mutationFn: (tool: ServerTool) => approveTool(server.id, tool.name, tool.digest), onSettled: refresh });
  const [leaving, setLeaving] = useState(false);
  const remove = useMutation({ mutationFn: () => deleteServer(server.id), onSettled: refresh });
  return (
    <Card>
      <div className="flex flex-wrap items-center justify-between gap-3 p-4">
        <div className="min-w-0">
          <h3 className="font-semibold">{server.name}</h3>
          <p className="font-mono text-xs break-all text-muted">{server.url}</p>
          {server.error && <p className="text-danger">{server.error}</p>}
        </div>
        {canWrite && (
          <div className="flex gap-2">
            <Button busy={test.isPending} onClick={() => test.mutate()}>
              {t("Test connection")}
            </Button>
            <Button look="danger" onClick={() => setLeaving(true)}>
              {t("Remove")}
            </Button>
          </div>
        )}
      </div>
      {leaving && (
        <Confirm
          title={t("Remove {name}?", { name: server.name })}
          action={t("Remove")}
          busy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate()}
          onClose={() => {
            remove.reset();
            setLeaving(false);
          }}
        >
          {t("Its tools leave the palette, and flows that use them no longer check or run. The token that was stored for it is deleted.")}
        </Confirm>
      )}
      {(test.error ?? approve.error) && <ErrorNote error={test.error ?? approve.error} className="m-4" />}
      {test.data && <TestResult result={test.data} />}
      {server.tools.length > 0 && (
        <ul aria-label={t("Tools of {name}", { name: server.name })} className="border-t border-line">
          {server.tools.map((tool) => (
            <li key={tool.name} className="flex flex-wrap items-center justify-between gap-3 border-b border-line px-4 py-2 last:border-0">
              <span className="min-w-0">
                <span className="font-medium">{tool.title || tool.name}</span> <span className="font-mono text-xs text-muted">{tool.kind || tool.name}</span>
                <span className="block text-muted">{tool.summary}</span>
              </span>
              {tool.approved ? (
                <Badge tone="ok">{t("flows may use it")}</Badge>
              ) : canWrite ? (
                <Button size="sm" busy={approve.isPending && approve.variables === tool} onClick={() => approve.mutate(tool)}>
                  {t("Let flows use it")}
                </Button>
              ) : (
                <Badge tone="warn">{t("not approved")}</Badge>
              )}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function TestResult({ result }: { result: ToolTest }) {
  return (
    <div role="status" className="flex flex-col gap-3 border-t border-line p-4">
      <ol className="flex flex-col gap-1">
        {result.steps.map((step) => (
          <li key={step.step} className="flex flex-wrap items-baseline gap-x-2">
            {step.ok ? <Check size={14} className="self-center text-ok" aria-label={t("passed")} /> : <X size={14} className="self-center text-danger" aria-label={t("failed")} />}
            <span className="font-medium">{step.step}</span>
            <span className="text-xs text-muted">{duration(step.ms)}</span>
            <span className={step.ok ? "text-muted" : "text-danger"}>{step.detail}</span>
          </li>
        ))}
      </ol>
      {result.unusable.map((tool) => (
        <Note key={tool.name} tone="info">
          <Rich text={t("<b>{name}</b> cannot be used: {reason} The other tools work.", { name: tool.name, reason: tool.reason })} parts={{ b: (words) => <b>{words}</b> }} />
        </Note>
      ))}
      {result.ok ? (
        <Note tone="ok">
          {t("{count, plural, one {It answers and offers # tool.} other {It answers and offers # tools.}}", { count: result.tools.length })}
        </Note>
      ) : (
        <Note tone="danger">{t("The connection does not work yet; the first step that failed says why.")}</Note>
      )}
    </div>
  );
}

function AddServer({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState("");
  const [url, setUrl] = useState("");
  const [secret, setSecret] = useState("");
  const client = useQueryClient();
  const add = useMutation({
    mutationFn: () => addServer({ name: name.trim(), url: url.trim(), secret: secret || undefined }),
    onSuccess: async () => {
      await Promise.all([client.invalidateQueries({ queryKey: ["tools"] }), client.invalidateQueries({ queryKey: ["node-kinds"] })]);
      onClose();
    },
  });
  const problem = add.error ? asProblem(add.error) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <Dialog title={t("Add an MCP server")} onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field label={t("Name")} required help={t("Its tools are called by this name in flows.")} error={problem?.field("name")}>
          {(ids) => <Input {...ids} required value={name} onChange={(event) => setName(event.target.value)} />}
        </Field>
        <Field label={t("Address")} required help={t("The URL of its streamable HTTP endpoint. The operator of this installation allows hosts by name.")} error={problem?.field("url")}>
          {(ids) => <Input {...ids} required type="url" placeholder="https://mcp.example.com/mcp" value={url} onChange={(event) => setUrl(event.target.value)} />}
        </Field>
        <Field label={t("Access token")} help={t("If it asks for one. Stored encrypted, never shown again.")} error={problem?.field("secret")}>
          {(ids) => <Input {...ids} type="password" autoComplete="off" value={secret} onChange={(event) => setSecret(event.target.value)} />}
        </Field>
        {problem && <ErrorNote error={problem} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("Cancel")}</Button>
          <Button type="submit" look="primary" busy={add.isPending}>
            {t("Add")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
