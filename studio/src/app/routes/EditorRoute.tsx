import { Link, useParams, useSearch } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { flowQuery, loadVersion, kindsQuery, loadDraft } from "@/api/flows";
import { t } from "@/i18n";
import { ErrorNote, Loading } from "@/ui/notice";
import { Page } from "@/ui/page";
import { scopeOf } from "@/editor/outbox";
import { EditorScreen } from "../editor/EditorScreen";
import { KeptEdits } from "../editor/KeptEdits";
import { useOutbox } from "../editor/use-outbox";
import { useMe } from "../use-me";
import { may } from "@/lib/may";

/** A draft that can be edited, or an older version to look at. */
export function EditorRoute() {
  const { flow } = useParams({ from: "/app/flows/$flow" });
  const { version, branch: asked } = useSearch({ from: "/app/flows/$flow" });
  // A version is the same on every branch.
  const branch = version === undefined ? (asked ?? null) : null;
  const me = useMe();
  const kinds = useQuery(kindsQuery);
  const about = useQuery(flowQuery(flow));
  // An editor owns its document from the moment it opens, so this is loaded once and never refetched under it.
  const loaded = useQuery({
    queryKey: ["editor", flow, version ?? "draft", branch],
    queryFn: () => (version === undefined ? loadDraft(flow, branch) : loadVersion(flow, version)),
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const canEdit = version === undefined && may(me.permissions, "flows:write");
  const scope = scopeOf(me.tenant.id, me.id, flow, branch);
  const outbox = useOutbox(canEdit ? scope : null);
  const error = kinds.error ?? loaded.error;
  if (error) {
    return (
      <Page title={flow} lead={
          branch === null ? (
            <Link to="/flows" className="text-accent hover:underline">{t("All flows")}</Link>
          ) : (
            <Link to="/flows/$flow" params={{ flow }} search={{}} className="text-accent hover:underline">{t("Open the draft")}</Link>
          )
        }>
        <ErrorNote error={error} retry={() => void Promise.all([kinds.refetch(), loaded.refetch()])} />
        {outbox && <KeptEdits name={flow} outbox={outbox} />}
      </Page>
    );
  }
  if (!kinds.data || !loaded.data || outbox === undefined) return <Loading what={t("the flow")} />;
  return (
    <EditorScreen
      key={`${flow} ${version ?? "draft"} ${branch ?? ""}`}
      name={flow}
      branch={branch}
      version={version ?? null}
      scope={scope}
      user={me.id}
      kinds={kinds.data}
      loaded={loaded.data}
      outbox={outbox}
      canTest={canEdit}
      canBranch={may(me.permissions, "flows:write")}
      published={version ?? about.data?.published?.version ?? null}
      note={
        version === undefined ? null : (
          <>
            {t("Version {n}, as it was published. It cannot be changed.", { n: version })}{" "}
            <Link to="/flows/$flow" params={{ flow }} search={{}} className="text-accent underline underline-offset-2">
              {t("Open the draft")}
            </Link>
          </>
        )
      }
    />
  );
}
