import { type ReactNode, Suspense, useEffect, useState } from "react";
import { useLocation, useNavigate, useSearch } from "@tanstack/react-router";
import type { Loaded } from "@/api/flows";
import { asProblem } from "@/api/http";
import { Awaited } from "@/editor/awaited";
import { EditorProvider, useEditorState, useRun, useTools } from "@/editor/context";
import type { Outbox } from "@/editor/outbox";
import { openNamed } from "@/editor/go-to";
import { useShortcuts } from "@/editor/commands/use-shortcuts";
import { Canvas } from "@/features/canvas/Canvas";
import { BottomPanel } from "@/features/editor/BottomPanel";
import { Header } from "@/features/editor/Header";
import { LiveRegion } from "@/features/editor/LiveRegion";
import { Overlays } from "@/features/overlays/Overlays";
import { Palette } from "@/features/palette/Palette";
import { restore } from "@/features/versions/restore";
import type { NodeKind } from "@/flow/types";
import { t } from "@/i18n";
import { cx } from "@/lib/cx";
import { Dialog } from "@/ui/dialog";
import { whenIdle } from "@/lib/when-idle";
import { fetchAhead, fetchForKeys, lazily } from "@/ui/lazily";
import { Skeleton } from "@/ui/skeleton";
import { toast } from "@/ui/toast";
import { useMedia } from "../use-media";
import { FirstSteps } from "./FirstSteps";
import { InspectorDock } from "./InspectorDock";
import { RunOverlays } from "./RunOverlays";
import { useToolsFor } from "./use-tools-for";

const PRELOAD_MS = 1_500;
const RunPanel = lazily(async () => ({ default: (await import("../routes/TestChat")).RunPanel }), "soon");
const OutlineView = lazily(async () => ({ default: (await import("./OutlineView")).OutlineView }));
const ProblemsPanel = lazily(async () => ({ default: (await import("@/features/editor/ProblemsPanel")).ProblemsPanel }));
const TestsPanel = lazily(() => import("@/features/tests/TestsPanel"));
const Markers = lazily(async () => ({ default: (await import("@/features/comments/Markers")).Markers }));
const Outlines = lazily(async () => ({ default: (await import("@/features/presence/Outlines")).Outlines }));
const RestorePoints = lazily(async () => ({ default: (await import("@/features/editor/RestorePoints")).RestorePoints }));
const TroubleBar = lazily(async () => ({ default: (await import("@/features/editor/TroubleBar")).TroubleBar }));
const Avatars = lazily(async () => ({ default: (await import("@/features/presence/Avatars")).Avatars }));
const TrialNote = lazily(async () => ({ default: (await import("@/features/runs/TrialNote")).TrialNote }));
const TestsButton = lazily(async () => ({ default: (await import("@/features/tests/TestsButton")).TestsButton }));
const BranchPicker = lazily(() => import("@/features/branches/BranchPicker"));
const BranchBar = lazily(() => import("@/features/branches/BranchBar"));
const CommentsPanel = lazily(() => import("@/features/comments/CommentsPanel"));
const VersionsPanel = lazily(async () => ({ default: (await import("@/features/versions/VersionsPanel")).VersionsPanel }));
const PublishDialog = lazily(async () => ({ default: (await import("@/features/versions/PublishDialog")).PublishDialog }));
const ImportDialog = lazily(async () => ({ default: (await import("@/features/flows/ImportDialog")).ImportDialog }));

interface ScreenProps {
  name: string;
  branch: string | null;
  /** Of an older version that is looked at. */
  version: number | null;
  scope: string;
  user: string;
  kinds: NodeKind[];
  loaded: Loaded;
  outbox: Outbox | null;
  canTest: boolean;
  /** May begin and delete branches. */
  canBranch: boolean;
  published: number | null;
  note: ReactNode;
}

export function EditorScreen({ name, branch, version, scope, user, kinds, loaded, outbox, canTest, canBranch, published, note }: ScreenProps) {
  const tools = useToolsFor({ name, branch, scope, user, kinds, loaded, outbox });
  return (
    <EditorProvider tools={tools}>
      <EditorFrame scope={scope} version={version} published={published} note={note} canTest={canTest} canBranch={canBranch} />
      <Address />
      <Restoration />
    </EditorProvider>
  );
}

/** The editor's parts around the canvas; below 1100 px the side panels become sheets, below 768 px the outline replaces the canvas. */
function EditorFrame({ scope, version, published, note, canTest, canBranch }: Pick<ScreenProps, "scope" | "version" | "published" | "note" | "canTest" | "canBranch">) {
  const { runs } = useTools();
  const isNarrow = useMedia("(max-width: 1099px)");
  const isPhone = useMedia("(max-width: 767px)");
  const view = useEditorState((state) => state.view);
  const panel = useEditorState((state) => state.panel);
  const readOnly = useEditorState((state) => state.readOnly);
  const name = useEditorState((state) => state.name);
  const branch = useEditorState((state) => state.branch);
  const title = useEditorState((state) => state.doc.flow.title || state.name);
  const [palette, setPalette] = useState(false);
  useShortcuts();
  useEffect(() => {
    document.title = `${title} · Flowright`;
  }, [title]);
  // Nobody waits for the settings of the first node, or for the chat when they press Run.
  useEffect(() => {
    const timer = setTimeout(() => {
      // Whoever loses the network, or has a tab open while another release comes, has the whole editor.
      void fetchAhead(() => new Promise((rested) => void whenIdle(rested)));
    }, PRELOAD_MS);
    // Ctrl is pressed first; by the time K or F follows, much of it is there.
    const onModifier = (event: KeyboardEvent) => {
      if (event.key === "Control" || event.key === "Meta") void fetchForKeys();
    };
    window.addEventListener("keydown", onModifier);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("keydown", onModifier);
    };
  }, []);
  const showOutline = isPhone || view === "outline";
  return (
    <div className="flex h-full flex-col">
      <Header
        picker={<Suspense><BranchPicker version={version} canEdit={canBranch} /></Suspense>}
        marks={canTest && <Suspense><Avatars /><TrialNote />{branch === null && <TestsButton flow={name} />}</Suspense>}
        published={published} onPalette={isNarrow && !readOnly ? () => setPalette(true) : null} canSwitch={!isPhone} />
      {branch !== null && <Suspense><BranchBar branch={branch} scope={scope} /></Suspense>}
      {note && <p className="border-b border-line bg-info-soft px-4 py-1.5">{note}</p>}
      <Suspense>
        <TroubleBar />
      </Suspense>
      <div className="relative flex min-h-0 flex-1">
        {!isNarrow && !readOnly && (
          <aside aria-label={t("Nodes to add")} className="w-[264px] shrink-0 border-r border-line bg-surface">
            <Palette />
          </aside>
        )}
        <div className="relative flex min-w-0 flex-1 flex-col">
          {/* A phone has no room for both: the open panel takes the place of the outline. */}
          <div className={cx("relative min-h-0 flex-1", panel && "max-md:hidden")}>{showOutline ? <Suspense fallback={<Skeleton what={t("the flow")} />}><OutlineView /></Suspense> : <Canvas><Suspense><Outlines /><Markers /></Suspense></Canvas>}{!showOutline && <FirstSteps />}</div>
          <BottomPanel
            run={canTest ? <Suspense fallback={<Skeleton what={t("the test chat")} />}><RunPanel /></Suspense> : <p className="p-4 text-muted">{t("Only the draft can be tested.")}</p>}
            tests={branch !== null ? <p className="p-4 text-muted">{t("Tests are the flow’s and run on its draft. Merge the branch to run them.")}</p> : canTest ? <Suspense fallback={<Skeleton what={t("the tests")} />}><TestsPanel canEdit /></Suspense> : null}
            problems={<Suspense><ProblemsPanel /></Suspense>}
            comments={<Suspense fallback={<Skeleton what={t("the comments")} />}><CommentsPanel /></Suspense>}
            history={
              <Suspense fallback={<Skeleton what={t("the history")} />}>
                <VersionsPanel />
                {!readOnly && <RestorePoints scope={scope} />}
              </Suspense>
            }
          />
        </div>
        <InspectorDock isNarrow={isNarrow} />
      </div>
      {palette && isNarrow && (
        <Dialog title={t("Add a node")} shape="sheet" onClose={() => setPalette(false)}>
          <Palette onAdded={() => setPalette(false)} />
        </Dialog>
      )}
      <Overlays publish={<PublishDialog />} />
      <Pasted />
      {canTest && <RunOverlays onRun={(run) => runs.watch(run.id)} />}
      <LiveRegion />
    </div>
  );
}

/** Somebody chose a version in the history to be the draft again. It is done here, where it can be undone. */
function Restoration() {
  const { editor } = useTools();
  const navigate = useNavigate({ from: "/flows/$flow" });
  const version = useLocation({ select: (location) => location.state.restore });
  useEffect(() => {
    if (version === undefined) return;
    // Taken out of the address first: a reload must not do it again.
    void navigate({ search: (before) => before, state: {}, replace: true });
    restore(editor, version).catch((error: unknown) => toast(asProblem(error).message, "danger"));
  }, [editor, navigate, version]);
  return null;
}

/** A document of another product that was pasted: the importer takes it. */
function Pasted() {
  const { editor } = useTools();
  const overlay = useEditorState((state) => state.overlay);
  if (overlay?.is !== "import") return null;
  return (
    <Suspense fallback={<Awaited onCancel={() => editor.open(null)} />}>
      <ImportDialog document={overlay.document} product={overlay.product} onClose={() => editor.open(null)} />
    </Suspense>
  );
}

/** Panel and node live in the address, so that a link leads to what its sender saw. */
function Address() {
  const tools = useTools();
  const search = useSearch({ from: "/app/flows/$flow" });
  const navigate = useNavigate({ from: "/flows/$flow" });
  const [first] = useState(search);
  useEffect(() => {
    const { editor, runs } = tools;
    if (first.panel) editor.setState({ panel: first.panel });
    if (first.comment) editor.setState({ panel: "comments", thread: first.comment });
    if (first.view) editor.setState({ view: first.view });
    if (first.dialog === "publish") editor.open({ is: "publish" });
    if (first.run) runs.watch(first.run, false, first.at ?? null);
    if (first.node) openNamed(tools, first.node);
  }, [tools, first]);
  const panel = useEditorState((state) => state.panel);
  const node = useEditorState((state) => state.active);
  const view = useEditorState((state) => state.view);
  const run = useRun((state) => state.now?.id);
  const at = useRun((state) => state.at);
  useEffect(() => {
    void navigate({
      search: (before) => ({ ...before, panel: panel ?? undefined, run, at: at ?? undefined, node: node ?? undefined, view: view === "outline" ? "outline" : undefined, dialog: undefined }),
      replace: true,
    });
  }, [navigate, panel, node, view, run, at]);
  return null;
}
