import { useState } from "react";
import { Link } from "@tanstack/react-router";
import { useMutation, useQuery } from "@tanstack/react-query";
import { getVersion, versionsQuery } from "@/api/flows";
import type { Version } from "@/api/types";
import { useEditorState, useTools } from "@/editor/context";
import { ago, fullTime } from "@/lib/time";
import { Button } from "@/ui/button";
import { ErrorNote, Loading } from "@/ui/notice";
import { ChangesDialog } from "./ChangesDialog";
import { Environments } from "./Environments";

/** What was published, by whom and why; any of it can be looked at or made the draft again. */
export function VersionsPanel() {
  const name = useEditorState((state) => state.name);
  const readOnly = useEditorState((state) => state.readOnly);
  const versions = useQuery(versionsQuery(name));
  const { editor } = useTools();
  const [changes, setChanges] = useState<Pair | null>(null);
  const restore = useMutation({
    mutationFn: (version: number) => getVersion(name, version),
    onSuccess: (found) =>
      editor.edit(
        `restore version ${found.version}`,
        (doc) => {
          doc.flow = { ...found.document, nodes: found.document.nodes ?? [], edges: found.document.edges ?? [] };
          if (found.layout) doc.layout = { ...doc.layout, nodes: { ...doc.layout.nodes, ...found.layout.nodes } };
        },
        { say: `The draft is version ${found.version} again.` },
      ),
  });
  if (versions.isPending) return <Loading what="versions" />;
  if (versions.isError) return <ErrorNote error={versions.error} retry={() => void versions.refetch()} className="m-3" />;
  if (versions.data.length === 0) return <p className="p-4 text-muted">Nothing is published yet. Publish (Ctrl+Enter) freezes the draft as version 1 and makes the chat page work.</p>;
  return (
    <>
      {restore.isError && <ErrorNote error={restore.error} className="m-3" />}
      <Environments flow={name} versions={versions.data} />
      <p className="px-4 pt-2">
        <Button size="sm" onClick={() => setChanges({ base: String(versions.data[0]?.version), head: "draft" })}>
          What the draft changes
        </Button>
      </p>
      <ol aria-label="Versions" className="divide-y divide-line">
        {versions.data.map((version) => (
          <Row key={version.version} flow={name} version={version} onChanges={setChanges} onRestore={readOnly ? null : () => restore.mutate(version.version)} busy={restore.isPending && restore.variables === version.version} />
        ))}
      </ol>
      {changes && <ChangesDialog flow={name} base={changes.base} head={changes.head} onClose={() => setChanges(null)} />}
    </>
  );
}

interface Pair {
  base: string;
  head: string;
}

interface RowProps {
  flow: string;
  version: Version;
  onChanges: (pair: Pair) => void;
  onRestore: (() => void) | null;
  busy: boolean;
}

function Row({ flow, version, onChanges, onRestore, busy }: RowProps) {
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
      <span className="font-semibold">v{version.version}</span>
      <span className="min-w-40 flex-1 break-words">{version.message || <span className="text-muted">no message</span>}</span>
      <span className="text-muted">{version.author}</span>
      <time className="text-muted" dateTime={version.at} title={fullTime(version.at)}>
        {ago(version.at)}
      </time>
      {version.commit && <code className="font-mono text-xs text-muted">{version.commit.slice(0, 8)}</code>}
      <Link to="/flows/$flow" params={{ flow }} search={{ version: version.version }} className="text-accent underline">
        Look
      </Link>
      {version.version > 1 && (
        <Button size="sm" aria-label={`Changes of version ${version.version}`} onClick={() => onChanges({ base: String(version.version - 1), head: String(version.version) })}>
          Changes
        </Button>
      )}
      {onRestore && (
        <Button size="sm" busy={busy} onClick={onRestore}>
          Make it the draft
        </Button>
      )}
    </li>
  );
}
