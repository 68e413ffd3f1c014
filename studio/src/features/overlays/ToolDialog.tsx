import type { ReactNode } from "react";
import { useQuery } from "@tanstack/react-query";
import { Workflow } from "lucide-react";
import { flowsQuery } from "@/api/flows";
import { useEditorState, useTools } from "@/editor/context";
import { addTool, openTool } from "@/editor/tools";
import { fullRefusal, toolName, toolsOf } from "@/flow/agent-tools";
import { findNode } from "@/flow/document";
import { t } from "@/i18n";
import { KindTile } from "@/nodes/KindTile";
import { findKinds } from "@/nodes/search";
import { type Choice, Chooser } from "./Chooser";
import { KindLine } from "./KindLine";

/** What an agent may use: what it has, to be looked at; and every kind and published flow that it could be given. */
export default function ToolDialog({ agent }: { agent: string }) {
  const tools = useTools();
  const flows = useQuery(flowsQuery);
  const kinds = useEditorState((state) => state.kinds);
  const own = useEditorState((state) => state.name);
  const node = useEditorState((state) => findNode(state.doc.flow, agent));
  if (!node) return null;
  const kind = kinds.get(node.kind);
  const has = toolsOf(node, kind);
  const full = fullRefusal(node, kind) ?? undefined;
  const title = t("Give ‘{agent}’ a tool", { agent });
  const choices = (search: string): Choice[] => {
    const isMeant = (text: string) => text.toLowerCase().includes(search.trim().toLowerCase());
    const present = has.map((tool, index): Choice & { text: string } => ({
      id: `has:${index}`,
      group: t("What it has"),
      text: toolName(tool),
      onChoose: () => openTool(tools, agent, index),
      label: <Line tile={tool.flow === undefined ? <KindTile kind={kinds.get(tool.kind ?? "")} /> : FLOW} title={toolName(tool) || t("Tool {n}", { n: index + 1 })} hint={t("Open its settings")} />,
    }));
    const published = (flows.data ?? []).filter((flow) => flow.published !== null && flow.name !== own);
    return [
      ...present.filter((one) => isMeant(one.text)),
      ...findKinds([...kinds.values()].filter((one) => one.role === "tool"), search).map((one) => ({
        id: one.name,
        group: t("Tools"),
        refused: full,
        onChoose: () => addTool(tools, agent, { kind: one.name }),
        label: <KindLine kind={one} />,
      })),
      ...published
        .filter((flow) => isMeant(`${flow.name} ${flow.title}`))
        .map((flow) => ({
          id: `flow:${flow.name}`,
          group: t("Published flows"),
          refused: full,
          onChoose: () => addTool(tools, agent, { flow: flow.name }),
          label: <Line tile={FLOW} title={flow.title || flow.name} hint={flow.name} />,
        })),
    ];
  };
  return <Chooser title={title} placeholder={t("{title}…", { title })} empty={flows.isError ? t("The list of flows could not be loaded.") : t("No tool is called that.")} onClose={() => tools.editor.open(null)} choices={choices} />;
}

const FLOW = <Workflow size={20} aria-hidden className="shrink-0 text-accent" />;

function Line({ tile, title, hint }: { tile: ReactNode; title: string; hint: string }) {
  return (
    <span className="flex items-center gap-3">
      {tile}
      <span className="min-w-0">
        <span className="block">{title}</span>
        <span className="block truncate text-xs text-muted">{hint}</span>
      </span>
    </span>
  );
}
