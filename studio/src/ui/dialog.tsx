import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { X } from "lucide-react";
import { t } from "@/i18n";
import { cx } from "@/lib/cx";
import { IconButton } from "./button";
import { Layer } from "./layer";

interface DialogProps {
  title: ReactNode;
  children: ReactNode;
  onClose: () => void;
  footer?: ReactNode;
  /** `sheet` slides in from the side: the inspector and the palette on narrow screens. */
  shape?: "dialog" | "wide" | "sheet" | "top";
  hideTitle?: boolean;
  /** Long text without a control in it: the text itself can then be scrolled by keyboard. */
  scrolls?: boolean;
}

const FIELD = "[data-dialog-body] :is(input:not([type=radio]:not(:checked)), textarea, select):enabled:not([tabindex='-1'])";

const SHAPES = {
  dialog: "m-auto w-[min(520px,calc(100vw-24px))] max-h-[min(720px,calc(100dvh-24px))] rounded-dialog",
  wide: "m-auto w-[min(880px,calc(100vw-24px))] max-h-[min(800px,calc(100dvh-24px))] rounded-dialog",
  sheet: "my-0 mr-0 ml-auto h-dvh max-h-none w-[min(420px,100vw)] max-w-none",
  top: "mx-auto mt-[12vh] mb-auto w-[min(640px,calc(100vw-24px))] max-h-[70vh] rounded-dialog",
};

/** The platform's own modal dialog: it traps focus, closes with Escape and needs no injected styles. */
export function Dialog({ title, children, onClose, footer, shape = "dialog", hideTitle = false, scrolls = false }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const [layer, setLayer] = useState<HTMLDialogElement | null>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = ref.current;
    // Focus goes back by itself on close, but not when the element is taken out of the page.
    const before = document.activeElement;
    if (dialog && !dialog.open) dialog.showModal();
    setLayer(dialog);
    // Left alone, the focus would be on the close button; a form wants it in its first field, or where the first choice stands, and a
    // question at the first answer, which does nothing. A sheet keeps it where it is, so that a phone does not raise its keyboard over
    // what was opened to be looked at.
    const first = (where: string) => dialog?.querySelector<HTMLElement>(where);
    if (shape !== "sheet") (first("[data-first]") ?? first(FIELD) ?? first("footer button:enabled"))?.focus();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [shape]);
  return (
    // A click on the backdrop lands on the dialog element itself; Escape and the close button do the same by keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      className={cx("flex-col overflow-hidden border border-line bg-surface p-0 text-text shadow-float backdrop:bg-black/40 open:flex", SHAPES[shape])}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onMouseDown={(event) => event.target === ref.current && onClose()}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <header className={cx("flex items-center justify-between gap-2 border-b border-line py-2 pr-2 pl-4", hideTitle && "sr-only")}>
        <h2 id={titleId} className="text-[16px] leading-6 font-semibold">{title}</h2>
        <IconButton label={t("Close")} onClick={onClose}>
          <X size={18} aria-hidden />
        </IconButton>
      </header>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see `scrolls` */}
      <div data-dialog-body tabIndex={scrolls ? 0 : undefined} className={cx("relative min-h-0 flex-1 overflow-y-auto", !hideTitle && "p-4")}>
        <Layer value={layer}>{children}</Layer>
      </div>
      {footer && <footer className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-4 py-3">{footer}</footer>}
    </dialog>
  );
}
