import { Star } from "lucide-react";
import { useTaste } from "@/editor/context";
import type { NodeKind } from "@/flow/types";
import { t } from "@/i18n";
import { cx } from "@/lib/cx";
import { KIND_TYPE } from "@/nodes/drag";
import { EFFECTS } from "@/nodes/effects";
import { serverOf } from "@/nodes/groups";
import { KindTile } from "@/nodes/KindTile";
import { Badge } from "@/ui/badge";

interface PaletteItemProps {
  kind: NodeKind;
  /** The one row that Tab stops at. */
  isStop: boolean;
  /** Says what it does: where it was searched, its place in the groups does not. */
  isTold: boolean;
  onFocus: () => void;
  onAdd: () => void;
  onFavour: (isFavourite: boolean) => void;
}

/** A kind to press or to drag, and the star that keeps it among the favourites. */
export function PaletteItem({ kind, isStop, isTold, onFocus, onAdd, onFavour }: PaletteItemProps) {
  const isFavourite = useTaste((state) => state.favourites.includes(kind.name));
  const effect = EFFECTS[kind.effect];
  const server = serverOf(kind);
  return (
    <li className="group flex items-center rounded-control hover:bg-sunken has-focus-visible:bg-sunken">
      <button
        type="button"
        draggable
        data-kind={kind.name}
        tabIndex={isStop ? 0 : -1}
        title={kind.summary}
        onDragStart={(event) => {
          event.dataTransfer.setData(KIND_TYPE, kind.name);
          event.dataTransfer.effectAllowed = "copy";
        }}
        onFocus={onFocus}
        onClick={onAdd}
        className="flex min-w-0 flex-1 cursor-grab items-center gap-2 rounded-control py-1.5 pl-2 text-left focus-visible:-outline-offset-2"
      >
        <KindTile kind={kind} />
        <span className="min-w-0 flex-1">
          <span className="block break-words hyphens-auto">{kind.title}</span>
          {isTold && <span className="block truncate text-xs text-muted">{server ? `${server} · ${kind.summary}` : kind.summary}</span>}
        </span>
        {effect && <Badge tone={effect.tone}>{effect.word}</Badge>}
      </button>
      <button
        type="button"
        tabIndex={isStop ? 0 : -1}
        data-star={kind.name}
        aria-label={t("Favourite: {title}", { title: kind.title })}
        title={isFavourite ? t("Take out of the favourites") : t("Keep among the favourites")}
        aria-pressed={isFavourite}
        onFocus={onFocus}
        onClick={() => onFavour(!isFavourite)}
        className={cx("flex size-7 shrink-0 items-center justify-center rounded-control text-muted hover:text-text focus-visible:-outline-offset-2", !isFavourite && "opacity-0 group-hover:opacity-100 group-has-focus-visible:opacity-100 pointer-coarse:opacity-100")}
      >
        <Star size={14} aria-hidden fill={isFavourite ? "currentColor" : "none"} className={isFavourite ? "text-accent" : ""} />
      </button>
    </li>
  );
}
