import { Suspense, useEffect, useState } from "react";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { loadVersion, kindsQuery, loadDraft } from "@/api/flows";
import { runQuery } from "@/api/runs";
import type { Run } from "@/api/types";
import { EditorProvider, useEditorState, useRun, useTools } from "@/editor/context";
import { useShortcuts } from "@/editor/commands/use-shortcuts";
import { Canvas } from "@/features/canvas/Canvas";
import { PanelFrame } from "@/features/editor/PanelFrame";
import { Outline } from "@/features/canvas/outline/Outline";
import { LiveRegion } from "@/features/editor/LiveRegion";
import { Inspector } from "@/features/inspector/Inspector";
import { waitingWords } from "@/features/approvals/words";
import { Timeline } from "@/features/runs/Timeline";
import type { NodeKind } from "@/flow/types";
import type { Loaded } from "@/api/flows";
import { t } from "@/i18n";
import { may } from "@/lib/may";
import { fullTime } from "@/lib/time";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { FlowTabs } from "@/ui/flow-tabs";
import { lazily } from "@/ui/lazily";
import { ErrorNote, Loading } from "@/ui/notice";
import { Page } from "@/ui/page";
import { Rich } from "@/ui/rich";
import { RunBadge } from "@/ui/status";
import { RunOverlays } from "../editor/RunOverlays";
import { useToolsFor } from "../editor/use-tools-for";
import { BesideChat } from "../runs/BesideChat";
import { useMe } from "../use-me";
import { useMedia } from "../use-media";

const MigrateDialog = lazily(() => import("@/features/versions/MigrateDialog"));

/** One run, drawn on the flow it ran. */
export function RunRoute() {
  const { run: id } = useParams({ from: "/app/flows/$flow/runs/$run" });
  const run = useQuery(runQuery(id));
  const kinds = useQuery(kindsQuery);
  const version = run.data?.version ?? null;
  const loaded = useQuery({
    queryKey: ["run-flow", run.data?.flow, version],
    enabled: run.isSuccess,
    queryFn: async (): Promise<Loaded> => {
      const flow = run.data?.flow as string;
      return version === null ? loadDraft(flow) : loadVersion(flow, version);
    },
  });
  const error = run.error ?? kinds.error ?? loaded.error;
  if (error) {
    return (
      <Page title={t("Run {run}", { run: id.slice(0, 8) })}>
        <ErrorNote error={error} retry={() => void Promise.all([run.refetch(), kinds.refetch()])} />
      </Page>
    );
  }
  if (!run.data || !kinds.data || !loaded.data) return <Loading what={t("the run")} />;
  // A run that was moved is drawn on the version it has now.
  return <RunScreen key={`${id} ${version}`} run={run.data} kinds={kinds.data} loaded={loaded.data} />;
}

function RunScreen({ run, kinds, loaded }: { run: Run; kinds: NodeKind[]; loaded: Loaded }) {
  const me = useMe();
  const navigate = useNavigate();
  const search = useSearch({ from: "/app/flows/$flow/runs/$run" });
  const [first] = useState(search);
  const tools = useToolsFor({ name: run.flow, user: me.id, kinds, loaded, outbox: null, scope: "" });
  const title = loaded.flow.title || run.flow;
  const live = run.ended_at === null;
  useEffect(() => {
    tools.runs.watch(run.id, live, first.at ?? null);
    if (first.node) tools.editor.select([first.node]);
  }, [tools, run.id, live, first]);
  const show = (made: Run) => void navigate({ to: "/flows/$flow/runs/$run", params: { flow: made.flow, run: made.id } });
  const canAct = may(me.permissions, "runs:write");
  return (
    <EditorProvider tools={tools}>
      <div className="flex h-full flex-col">
        <header className="flex min-h-12 flex-wrap items-center gap-x-3 border-b border-line bg-surface px-4 py-1">
          <h1 className="text-[16px] leading-6 font-semibold">
            <Rich text={t("Run <id>{run}</id>", { run: run.id.slice(0, 8) })} parts={{ id: (words) => <span className="font-mono">{words}</span> }} />
          </h1>
          <Status run={run} />
          <Link to="/flows/$flow" params={{ flow: run.flow }} className="text-accent hover:underline">
            {title}
          </Link>
          <span className="text-muted">
            {run.version === null ? t("draft (drawn as it is now)") : t("version {n}", { n: run.version })} · {fullTime(run.created_at)}
          </span>
          {canAct && <Move run={run} />}
          <span className="ml-auto min-w-0 max-md:ml-0 max-md:basis-full">
            <FlowTabs flow={run.flow} compact />
          </span>
        </header>
        <Parts canAct={canAct} onRun={show} />
      </div>
      {canAct && <RunOverlays onRun={show} />}
      <Moment />
      <LiveRegion />
    </EditorProvider>
  );
}

/** A run of a published version that has not ended may go on in another one. */
function Move({ run }: { run: Run }) {
  const [open, setOpen] = useState(false);
  const ended = useRun((state) => ["completed", "failed", "cancelled"].includes(state.now?.status ?? run.status));
  const client = useQueryClient();
  if (ended || run.version === null) return null;
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        {t("Move to another version…")}
      </Button>
      {open && (
        <Suspense>
          <MigrateDialog run={run} onMoved={() => void client.invalidateQueries({ queryKey: ["run", run.id] })} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

/** How it stands now, not how it stood when the page was opened. */
function Status({ run }: { run: Run }) {
  const status = useRun((state) => (state.now && state.now.status !== "queued" ? state.now.status : run.status));
  const said = status === "waiting" ? waitingWords(run.waiting) : null;
  return (
    <>
      <RunBadge status={status} />
      {said && <span className="text-wait">{said}</span>}
    </>
  );
}

/** The moment that is looked at lives in the address. */
function Moment() {
  const at = useRun((state) => state.at);
  const node = useEditorState((state) => state.active);
  const navigate = useNavigate({ from: "/flows/$flow/runs/$run" });
  useEffect(() => {
    void navigate({ search: { at: at ?? undefined, node: node ?? undefined }, replace: true });
  }, [navigate, at, node]);
  return null;
}

function Parts({ canAct, onRun }: { canAct: boolean; onRun: (run: Run) => void }) {
  const isNarrow = useMedia("(max-width: 1099px)");
  const isPhone = useMedia("(max-width: 767px)");
  const open = useEditorState((state) => state.inspector && state.active !== null);
  const editor = useEditorState((state) => state.view);
  useShortcuts();
  return (
    <div className="flex min-h-0 flex-1">
      <div className="relative flex min-w-0 flex-1 flex-col">
        <div className="relative min-h-0 flex-1">{isPhone || editor === "outline" ? <Outline /> : <Canvas />}</div>
        <PanelFrame label={t("Timeline")} phone="max-md:h-[45dvh]">
          <Timeline canAct={canAct} onRun={onRun} asks={<BesideChat canAct={canAct} />} />
        </PanelFrame>
      </div>
      {open && !isNarrow && (
        <aside aria-label={t("Inspector")} className="w-[400px] shrink-0 border-l border-line bg-surface">
          <Inspector />
        </aside>
      )}
      {open && isNarrow && <Sheet />}
    </div>
  );
}

function Sheet() {
  const tools = useTools();
  return (
    <Dialog title={t("Inspector")} shape="sheet" hideTitle onClose={() => tools.editor.setState({ inspector: false })}>
      <Inspector />
    </Dialog>
  );
}
