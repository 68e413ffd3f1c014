import type { NodeKind } from "@/flow/types";
import { EFFECTS } from "@/nodes/effects";
import { serverOf } from "@/nodes/groups";
import { KindTile } from "@/nodes/KindTile";
import { Badge } from "@/ui/badge";

/** A kind to choose: what it is, whose, and what it does outside. */
export function KindLine({ kind }: { kind: NodeKind }) {
  const effect = EFFECTS[kind.effect];
  const server = serverOf(kind);
  return (
    <span className="flex items-center gap-3">
      <KindTile kind={kind} />
      <span className="min-w-0 flex-1">
        <span className="block">{kind.title}</span>
        <span className="block truncate text-xs text-muted">{server ? `${server} · ${kind.summary}` : kind.summary}</span>
      </span>
      {effect && <Badge tone={effect.tone}>{effect.word}</Badge>}
    </span>
  );
}
