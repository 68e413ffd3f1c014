import { useEffect, useRef } from "react";
import { X } from "lucide-react";
import { useEditorState, useTools } from "@/editor/context";
import { findNode, START } from "@/flow/document";
import { titleOf } from "@/flow/describe";
import { KindTile } from "@/nodes/KindTile";
import { IconButton } from "@/ui/button";
import { Tabs } from "@/ui/tabs";
import { DataTab } from "./DataTab";
import { ErrorsTab } from "./ErrorsTab";
import { NotesTab } from "./NotesTab";
import { SetupTab } from "./SetupTab";
import { StartTab } from "./StartTab";

/** The panel for the selected node: its form comes from the description of its kind. */
export function Inspector() {
  const { editor, canvas } = useTools();
  const id = useEditorState((state) => state.active);
  const kind = useEditorState((state) => (id ? state.kinds.get(findNode(state.doc.flow, id)?.kind ?? "") : undefined));
  const title = useEditorState((state) => {
    const node = id ? findNode(state.doc.flow, id) : undefined;
    return node ? titleOf(node, kind) : null;
  });
  const tab = useEditorState((state) => state.tab);
  const focusField = useEditorState((state) => state.focusField);
  const body = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!focusField) return;
    // The tab may only now be drawn.
    const frame = requestAnimationFrame(() => {
      const fields = [...(body.current?.querySelectorAll<HTMLElement>("[data-field]") ?? [])];
      const wanted = focusField.field;
      const best = fields
        .filter((field) => wanted === field.dataset.field || wanted.startsWith(`${field.dataset.field}/`))
        .toSorted((a, b) => (b.dataset.field?.length ?? 0) - (a.dataset.field?.length ?? 0))[0];
      const control = (best ?? body.current)?.querySelector<HTMLElement>("input, textarea, select");
      control?.focus();
      control?.scrollIntoView({ block: "nearest" });
    });
    return () => cancelAnimationFrame(frame);
  }, [focusField]);

  if (!id || title === null) return <p className="p-4 text-muted">Select a node to set it up.</p>;
  const close = () => {
    editor.setState({ inspector: false });
    canvas.current?.focus(id);
  };
  const items =
    id === START
      ? [
          { id: "setup", label: "Input", content: <StartTab /> },
          { id: "data", label: "Data", content: <DataTab id={id} /> },
        ]
      : [
          { id: "setup", label: "Set up", content: <SetupTab key={id} id={id} /> },
          { id: "data", label: "Data", content: <DataTab key={id} id={id} /> },
          { id: "errors", label: "Errors", content: <ErrorsTab key={id} id={id} /> },
          { id: "notes", label: "Notes", content: <NotesTab key={id} id={id} /> },
        ];
  const shown = items.some((item) => item.id === tab) ? tab : "setup";
  return (
    <div ref={body} className="flex h-full min-h-0 flex-col" data-own-keys>
      <header className="flex items-center gap-2 py-1.5 pr-1.5 pl-4">
        <KindTile kind={kind} />
        <h2 className="min-w-0 flex-1 truncate font-semibold">{title}</h2>
        <IconButton size="sm" label="Close the inspector" onClick={close}>
          <X size={16} aria-hidden />
        </IconButton>
      </header>
      <div className="min-h-0 flex-1">
        <Tabs label="Node" items={items} value={shown} onChange={(next) => editor.setState({ tab: next as typeof tab })} />
      </div>
    </div>
  );
}
