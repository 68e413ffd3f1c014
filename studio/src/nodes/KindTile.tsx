import type { NodeKind } from "@/flow/types";
import { CATEGORY_COLOUR } from "./categories";
import { iconOf } from "./icons";

/** The coloured square by which a kind is known in the palette, on its card and in the outline. */
export function KindTile({ kind }: { kind: NodeKind | undefined }) {
  const Icon = iconOf(kind?.icon);
  return (
    <span aria-hidden className="flex size-5 shrink-0 items-center justify-center rounded-[5px] text-white" style={{ background: kind ? CATEGORY_COLOUR[kind.category] : "var(--control)" }}>
      <Icon size={13} />
    </span>
  );
}
