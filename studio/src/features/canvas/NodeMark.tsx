import { MoveUpRight } from "lucide-react";
import { t } from "@/i18n";
import type { NodeMark as Mark } from "@/flow/drawn-diff";
import { DiffMark } from "@/ui/diff-mark";

const FRAME: Record<Mark["is"], string> = {
  added: "border-ok! ring-1 ring-ok",
  removed: "border-danger! border-dashed bg-danger-soft!",
  changed: "border-warn! ring-1 ring-warn",
  renamed: "border-info! ring-1 ring-info",
};

/** How a compared node's card is framed. */
export const markFrame = (mark: Mark | undefined): string | undefined => mark && FRAME[mark.is];

/** On the card's upper edge: what became of it, and what it was called. */
export function NodeMark({ mark, moved }: { mark: Mark | undefined; moved: boolean }) {
  if (!mark && !moved) return null;
  return (
    <span className="absolute -top-3 left-3 flex max-w-[216px] gap-1">
      {mark && <DiffMark mark={mark.is} count={mark.count} />}
      {mark?.was && (
        <span className="truncate rounded-full bg-info-soft px-1.5 text-xs leading-5 text-info">
          {t("was {name}", { name: mark.was })}
        </span>
      )}
      {moved && (
        <span data-moved className="inline-flex items-center gap-1 rounded-full bg-sunken px-1.5 text-xs leading-5 text-muted">
          <MoveUpRight size={12} aria-hidden />
          {t("moved")}
        </span>
      )}
    </span>
  );
}
