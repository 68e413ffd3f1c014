import { type ReactElement, type ReactNode, type RefObject, useContext, useEffect, useLayoutEffect, useRef } from "react";
import { createPortal } from "react-dom";
import { cx } from "@/lib/cx";
import { Layer } from "./layer";

export interface FloatingTrigger {
  ref: RefObject<HTMLButtonElement | null>;
  "aria-haspopup": "dialog";
  "aria-expanded": boolean;
}

interface FloatingProps {
  trigger: (props: FloatingTrigger) => ReactElement;
  label: string;
  open: boolean;
  onClose: () => void;
  /** It is only looked at: the focus stays where it is. */
  isPeek?: boolean;
  align?: "start" | "end";
  className?: string;
  onPointerEnter?: (event: { pointerType: string }) => void;
  onPointerLeave?: (event: { pointerType: string }) => void;
  children: ReactNode;
}

const GAP = 6;
const EDGE = 8;

/** What floats over a page that has to be small: the platform’s own top layer, beside its trigger. The Studio’s `Popover` can do more and weighs more. */
export function Floating({ trigger, label, open, onClose, isPeek = false, align = "start", className, onPointerEnter, onPointerLeave, children }: FloatingProps) {
  const anchor = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const layer = useContext(Layer);
  const close = useRef(onClose);
  close.current = onClose;

  useLayoutEffect(() => {
    const element = panel.current;
    if (!open || !element) return;
    if (!element.matches(":popover-open")) element.showPopover?.();
    const move = () => anchor.current && place(element, anchor.current, align);
    move();
    const watch = new ResizeObserver(move);
    watch.observe(element);
    window.addEventListener("resize", move);
    window.addEventListener("scroll", move, true);
    return () => {
      watch.disconnect();
      window.removeEventListener("resize", move);
      window.removeEventListener("scroll", move, true);
    };
  }, [open, align]);

  useEffect(() => {
    if (!open) return;
    const isInside = (target: EventTarget | null) => target instanceof Node && (panel.current?.contains(target) === true || anchor.current?.contains(target) === true);
    const onPress = (event: PointerEvent) => !isInside(event.target) && close.current();
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || !(isPeek || isInside(event.target))) return;
      event.preventDefault();
      event.stopPropagation();
      close.current();
    };
    document.addEventListener("pointerdown", onPress);
    document.addEventListener("keydown", onKey, true);
    return () => {
      document.removeEventListener("pointerdown", onPress);
      document.removeEventListener("keydown", onKey, true);
    };
  }, [open, isPeek]);

  useLayoutEffect(() => {
    const element = panel.current;
    const button = anchor.current;
    if (!open || isPeek || !element) return;
    element.focus();
    // Whoever was in it goes back to where it came from; whoever went elsewhere stays there.
    return () => {
      if (element.contains(document.activeElement) || document.activeElement === document.body) button?.focus();
    };
  }, [open, isPeek]);

  return (
    <>
      {trigger({ ref: anchor, "aria-haspopup": "dialog", "aria-expanded": open })}
      {open &&
        createPortal(
          // Leaving it by keyboard closes it.
          // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
          <div
            ref={panel}
            role="dialog"
            aria-label={label}
            popover="manual"
            tabIndex={-1}
            onPointerEnter={onPointerEnter}
            onPointerLeave={onPointerLeave}
            onBlur={(event) => {
              const to = event.relatedTarget;
              if (!isPeek && to instanceof Node && !event.currentTarget.contains(to) && to !== anchor.current) onClose();
            }}
            className={cx("fixed inset-auto m-0 max-h-[min(480px,calc(100dvh-80px))] w-80 max-w-[calc(100vw-16px)] overflow-y-auto rounded-card border border-line bg-surface p-3 text-text shadow-float outline-none", className)}
          >
            {children}
          </div>,
          layer ?? document.body,
        )}
    </>
  );
}

/** Below its trigger, or above where there is no room below; always on the page. */
function place(panel: HTMLElement, anchor: HTMLElement, align: "start" | "end"): void {
  const at = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = panel;
  const left = align === "end" ? at.right - width : at.left;
  const below = at.bottom + GAP;
  const top = below + height > window.innerHeight - EDGE && at.top - GAP - height > EDGE ? at.top - GAP - height : below;
  panel.style.left = `${Math.max(EDGE, Math.min(left, window.innerWidth - width - EDGE))}px`;
  panel.style.top = `${Math.max(EDGE, Math.min(top, window.innerHeight - height - EDGE))}px`;
}
