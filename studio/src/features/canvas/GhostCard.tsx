import { memo } from "react";
import { Handle, type NodeProps, Position } from "@xyflow/react";
import { t } from "@/i18n";
import { type GhostNode, IN } from "./rf";

/** Where an edge leads that names a node which is no more. The edge itself offers what can be done. */
export const GhostCard = memo(function GhostCard({ data }: NodeProps<GhostNode>) {
  return (
    <div className="flex h-full flex-col justify-center rounded-card border border-dashed border-danger bg-surface px-3 text-node text-danger" data-missing={data.missing}>
      <Handle id={IN} type="target" position={Position.Left} isConnectable={false} className="port port-broken" />
      <span className="truncate font-mono text-xs">{data.missing}</span>
      <span>{t("is not in this flow any more")}</span>
      <Handle id="out" type="source" position={Position.Right} isConnectable={false} className="port port-broken" />
    </div>
  );
});
