import { type ReactNode, Suspense, useEffect } from "react";
import { Awaited } from "@/editor/awaited";
import { finderAt } from "@/editor/commands/finder";
import { useEditor, useEditorState } from "@/editor/context";
import { lazily } from "@/ui/lazily";
import { QuickAdd } from "./QuickAdd";

const CommandPalette = lazily(() => import("./CommandPalette"), "key");
const ConflictDialog = lazily(() => import("./ConflictDialog"));
const ConnectDialog = lazily(() => import("./ConnectDialog"));
const ContextMenu = lazily(() => import("./menu/ContextMenu"));
const ExtractDialog = lazily(() => import("./ExtractDialog"));
const HelpDialog = lazily(() => import("./HelpDialog"));
const ToolDialog = lazily(() => import("./ToolDialog"));
const ReconnectDialog = lazily(() => import("./ReconnectDialog"));

/** What lies open over the editor: one at a time, loaded when first opened; and beside it the questions of a conflict, which never lock
 *  the rest. Publishing belongs to the versions, and is handed in. */
export function Overlays({ publish }: { publish: ReactNode }) {
  const editor = useEditor();
  const asking = useEditorState((state) => state.asking);
  useEffect(() => finderAt("editor", () => editor.open({ is: "commands" })), [editor]);
  return (
    <>
      <Suspense>{asking && <ConflictDialog />}</Suspense>
      <Suspense fallback={<Awaited onCancel={() => editor.open(null)} />}>
        <Open publish={publish} />
      </Suspense>
    </>
  );
}

function Open({ publish }: { publish: ReactNode }) {
  const overlay = useEditorState((state) => state.overlay);
  switch (overlay?.is) {
    case "add":
      return <QuickAdd where={overlay} />;
    case "menu":
      return <ContextMenu key={JSON.stringify(overlay)} at={overlay.at} of={overlay.of} isByKeyboard={overlay.isByKeyboard} />;
    case "connect":
      return <ConnectDialog from={overlay.from} />;
    case "tool":
      return <ToolDialog agent={overlay.agent} />;
    case "publish":
      return publish;
    case "help":
      return <HelpDialog />;
    case "reconnect":
      return <ReconnectDialog edge={overlay.edge} />;
    case "extract":
      return <ExtractDialog />;
    case "commands":
      return <CommandPalette />;
    default:
      return null;
  }
}
