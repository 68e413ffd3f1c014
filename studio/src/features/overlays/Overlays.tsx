import { lazy, type ReactNode, Suspense } from "react";
import { useEditorState } from "@/editor/context";
import { ConflictDialog } from "./ConflictDialog";
import { ConnectDialog } from "./ConnectDialog";
import { HelpDialog } from "./HelpDialog";
import { QuickAdd } from "./QuickAdd";
import { ReconnectDialog } from "./ReconnectDialog";

const ExtractDialog = lazy(() => import("./ExtractDialog"));
const CommandPalette = lazy(() => import("./CommandPalette"));

/** What lies open over the editor; one at a time. Publishing belongs to the versions, and is handed in. */
export function Overlays({ publish }: { publish: ReactNode }) {
  const overlay = useEditorState((state) => state.overlay);
  switch (overlay?.is) {
    case "add":
      return <QuickAdd where={overlay} />;
    case "connect":
      return <ConnectDialog from={overlay.from} />;
    case "publish":
      return publish;
    case "help":
      return <HelpDialog />;
    case "conflict":
      return <ConflictDialog />;
    case "reconnect":
      return <ReconnectDialog edge={overlay.edge} />;
    case "extract":
      return (
        <Suspense>
          <ExtractDialog />
        </Suspense>
      );
    case "commands":
      return (
        <Suspense>
          <CommandPalette />
        </Suspense>
      );
    default:
      return null;
  }
}
