import { Link } from "@tanstack/react-router";
import { useMutation, useQuery } from "@tanstack/react-query";
import { versionsQuery } from "@/api/flows";
import { useEditorState, useTools } from "@/editor/context";
import { t } from "@/i18n";
import { buttonClass } from "@/ui/button";
import { ErrorNote } from "@/ui/notice";
import { Skeleton } from "@/ui/skeleton";
import { Environments } from "./Environments";
import { HistoryList } from "./HistoryList";
import { restore } from "./restore";

/** The history beside the canvas: any version can be looked at, compared, or made the draft again. */
export function VersionsPanel() {
  const name = useEditorState((state) => state.name);
  const readOnly = useEditorState((state) => state.readOnly);
  const versions = useQuery(versionsQuery(name));
  const { editor } = useTools();
  const restoring = useMutation({ mutationFn: (version: number) => restore(editor, version) });
  if (versions.isPending) return <Skeleton what={t("versions")} />;
  if (versions.isError) return <ErrorNote error={versions.error} retry={() => void versions.refetch()} className="m-3" />;
  if (versions.data.length === 0) return <p className="p-4 text-muted">{t("Nothing is published yet. Publish (Ctrl+Enter) freezes the draft as version 1 and makes the chat page work.")}</p>;
  return (
    <>
      {restoring.isError && <ErrorNote error={restoring.error} className="m-3" />}
      <div className="border-b border-line bg-sunken/40 px-4 py-3">
        <Environments flow={name} versions={versions.data} />
      </div>
      <p className="px-4 pt-2">
        <Link to="/flows/$flow/versions" params={{ flow: name }} search={{ base: String(versions.data[0]?.version), head: "draft" }} className={buttonClass("secondary", "sm")}>
          {t("What the draft changes")}
        </Link>
      </p>
      <HistoryList flow={name} versions={versions.data} onRestore={readOnly ? undefined : (version) => restoring.mutate(version)} />
    </>
  );
}
