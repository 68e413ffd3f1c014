import { type KeyboardEvent, useRef } from "react";
import { Maximize2, Minimize2, X } from "lucide-react";
import { useEditorState, useTools } from "@/editor/context";
import { findNode, START } from "@/flow/document";
import { titleOf } from "@/flow/describe";
import type { NodeId, NodeKind } from "@/flow/types";
import { t } from "@/i18n";
import { KindTile } from "@/nodes/KindTile";
import { IconButton } from "@/ui/button";
import { Tabs } from "@/ui/tabs";
import { DataTab } from "./DataTab";
import { ErrorsTab } from "./ErrorsTab";
import { LastRunProvider } from "./last-run";
import { NotesTab } from "./NotesTab";
import { SetupTab } from "./SetupTab";
import { StartTab } from "./StartTab";
import { OffNote } from "./OffNote";
import { TestTab } from "./TestTab";
import { useFieldFocus } from "./use-field-focus";

interface InspectorProps {
  /** It fills the page, for long texts. */
  isTall?: boolean;
  /** Absent where there is no other size. */
  onTall?: (isTall: boolean) => void;
}

/** The panel for the selected node: its form comes from the description of its kind. */
export function Inspector({ isTall = false, onTall }: InspectorProps) {
  const { editor, canvas } = useTools();
  const id = useEditorState((state) => state.active);
  const kind = useEditorState((state) => (id ? state.kinds.get(findNode(state.doc.flow, id)?.kind ?? "") : undefined));
  const isThere = useEditorState((state) => id !== null && findNode(state.doc.flow, id) !== undefined);
  const tab = useEditorState((state) => state.tab);
  const body = useRef<HTMLDivElement>(null);
  useFieldFocus(body);

  if (!id || !isThere) return <p className="p-4 text-muted">{t("Select a node to set it up.")}</p>;
  const close = () => {
    onTall?.(false);
    editor.setState({ inspector: false });
    canvas.current?.focus(id);
  };
  const onKey = (event: KeyboardEvent) => {
    // What lies open over the panel closes first: the list of a field, a menu, a dialog.
    if (event.key !== "Escape" || event.defaultPrevented || !body.current?.contains(event.target as Node)) return;
    event.preventDefault();
    event.stopPropagation();
    if (isTall) onTall?.(false);
    else close();
  };
  const items =
    id === START
      ? [
          { id: "setup", label: t("Input"), content: <StartTab /> },
          { id: "data", label: t("Data"), content: <DataTab id={id} /> },
        ]
      : [
          { id: "setup", label: t("Set up"), content: <SetupTab key={id} id={id} isTall={isTall} /> },
          { id: "data", label: t("Data"), content: <DataTab key={id} id={id} /> },
          { id: "errors", label: t("Errors"), content: <ErrorsTab key={id} id={id} /> },
          { id: "test", label: t("Test"), content: <TestTab key={id} id={id} /> },
          { id: "notes", label: t("Notes"), content: <NotesTab key={id} id={id} /> },
        ];
  const shown = items.some((item) => item.id === tab) ? tab : "setup";
  return (
    // Escape is heard from every control in it.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div ref={body} className="flex h-full min-h-0 flex-col" data-own-keys onKeyDown={onKey}>
      <header className="flex items-center gap-2 py-1.5 pr-1.5 pl-4">
        <KindTile kind={kind} />
        <Title id={id} kind={kind} />
        {onTall && (
          <IconButton size="sm" label={isTall ? t("Back to the side") : t("Fill the page")} onClick={() => onTall(!isTall)}>
            {isTall ? <Minimize2 size={15} aria-hidden /> : <Maximize2 size={15} aria-hidden />}
          </IconButton>
        )}
        <IconButton size="sm" label={t("Close the inspector")} onClick={close}>
          <X size={16} aria-hidden />
        </IconButton>
      </header>
      <OffNote id={id} />
      <div className="min-h-0 flex-1">
        <LastRunProvider>
          <Tabs label={t("Node")} items={items} value={shown} onChange={(next) => editor.setState({ tab: next as typeof tab })} />
        </LastRunProvider>
      </div>
    </div>
  );
}

/** By itself, so that typing a title does not draw the whole panel. */
function Title({ id, kind }: { id: NodeId; kind: NodeKind | undefined }) {
  const title = useEditorState((state) => {
    const node = findNode(state.doc.flow, id);
    return node && titleOf(node, kind);
  });
  return <h2 className="min-w-0 flex-1 truncate font-semibold">{title}</h2>;
}
