import { type CSSProperties, type KeyboardEvent, type ReactNode, useRef } from "react";
import { useTaste, useTools } from "@/editor/context";
import { t } from "@/i18n";
import { cx } from "@/lib/cx";
import { isTyping } from "@/lib/typing";
import { Separator } from "@/ui/separator";

const [LEAST, USUAL] = [200, 360];
/** What the canvas, the head of the page and its tabs keep of the window. */
const ABOVE = 240;
/** A sheet that is dragged so far below its least height goes. */
const AWAY = 60;
const NARROW = "(max-width: 1099px)";

const most = () => Math.max(LEAST, window.innerHeight - ABOVE);
const within = (height: number) => Math.max(LEAST, Math.min(most(), height));

interface PanelFrameProps {
  label: string;
  /** It has the height of the canvas. */
  isTall?: boolean;
  onTall?: (isTall: boolean) => void;
  /** Absent where it always stands. */
  onClose?: () => void;
  /** How it stands on a phone. */
  phone: string;
  children: ReactNode;
}

/** The panel under the canvas: as high as somebody made it, over the whole canvas, or a sheet where there is little room. Stands in a column that is positioned. */
export function PanelFrame({ label, isTall = false, onTall, onClose, phone, children }: PanelFrameProps) {
  const { taste } = useTools();
  const chosen = useTaste((state) => state.panel);
  const section = useRef<HTMLElement>(null);
  const height = within(chosen ?? Math.min(USUAL, window.innerHeight * 0.55));
  const put = (next: number) => {
    if (onClose && next < LEAST - AWAY && window.matchMedia(NARROW).matches) return onClose();
    taste.size(within(next));
    section.current?.style.setProperty("--panel-height", `${within(next)}px`);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    const isSheet = onClose && !isTyping(event.target) && window.matchMedia(NARROW).matches;
    if (!isTall && !isSheet) return;
    event.preventDefault();
    event.stopPropagation();
    if (isTall) onTall?.(false);
    else onClose?.();
  };
  return (
    // Escape is heard from every control in it.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      ref={section}
      aria-label={label}
      data-own-keys
      onKeyDown={onKey}
      style={{ "--panel-height": `${height}px` } as CSSProperties}
      className={cx(
        "border-t border-line bg-surface md:max-[1099px]:rounded-t-dialog md:max-[1099px]:pt-4 md:max-[1099px]:shadow-float",
        isTall ? "z-20 md:absolute md:inset-0" : "relative z-10 shrink-0 md:h-(--panel-height)",
        phone,
      )}
    >
      {!isTall && (
        <Separator
          label={t("Height of the panel")}
          way="horizontal"
          size={height}
          least={LEAST}
          most={most()}
          sizeAt={({ clientY }) => (section.current?.getBoundingClientRect().bottom ?? window.innerHeight) - clientY}
          onMove={(now) => section.current?.style.setProperty("--panel-height", `${within(now)}px`)}
          onPut={put}
          onReset={() => taste.size(null)}
          className="max-md:hidden max-[1099px]:top-0 max-[1099px]:h-6 max-[1099px]:before:mx-auto max-[1099px]:before:mt-1.5 max-[1099px]:before:block max-[1099px]:before:h-1 max-[1099px]:before:w-10 max-[1099px]:before:rounded-full max-[1099px]:before:bg-line-strong"
        />
      )}
      {children}
    </section>
  );
}
