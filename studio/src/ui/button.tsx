import { type ButtonHTMLAttributes, forwardRef, type MouseEvent } from "react";
import { cx } from "@/lib/cx";

type Look = "primary" | "secondary" | "ghost" | "danger";

const OFF = "disabled:border-line disabled:bg-sunken disabled:text-muted aria-disabled:border-line aria-disabled:bg-sunken aria-disabled:text-muted";
const LOOKS: Record<Look, string> = {
  primary: `bg-accent text-on-accent border-transparent hover:brightness-110 ${OFF}`,
  secondary: `bg-surface text-text border-line-strong hover:bg-sunken ${OFF}`,
  // Without a box of its own it gets none when it is off: a box would look pressed.
  ghost: "bg-transparent text-text border-transparent hover:not-disabled:not-aria-disabled:bg-sunken disabled:text-muted disabled:opacity-50 aria-disabled:text-muted aria-disabled:opacity-50",
  danger: `bg-surface text-danger border-danger hover:bg-danger-soft ${OFF}`,
};

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: Look;
  size?: "sm" | "md";
  /** Shows that it is at work and takes no second click. */
  busy?: boolean;
}

export const buttonClass = (look: Look = "secondary", size: "sm" | "md" = "md") =>
  cx(
    "inline-flex shrink-0 items-center justify-center gap-2 rounded-control border font-medium whitespace-nowrap transition-colors duration-[120ms]",
    "disabled:cursor-not-allowed aria-disabled:cursor-not-allowed",
    size === "sm" ? "h-7 px-2 text-node" : "h-control px-3",
    LOOKS[look],
  );

export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button(
  { look = "secondary", size = "md", busy = false, className, children, disabled, type = "button", onClick, ...rest },
  ref,
) {
  // Not `disabled`, which would take the focus from it: to the page, behind the dialog that it may be in. A form is sent by this click
  // too, also by Enter in one of its fields.
  const idle = (event: MouseEvent<HTMLButtonElement>) => {
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <button ref={ref} type={type} className={cx(buttonClass(look, size), className)} disabled={disabled} aria-disabled={busy || undefined} aria-busy={busy || undefined} onClick={busy ? idle : onClick} {...rest}>
      {busy && <Spinner />}
      {children}
    </button>
  );
});

export function Spinner() {
  return <span aria-hidden className="size-3.5 animate-spin rounded-full border-2 border-current border-t-transparent" />;
}

interface IconButtonProps extends ButtonProps {
  /** What it does; an icon alone has no name. */
  label: string;
}

export const IconButton = forwardRef<HTMLButtonElement, IconButtonProps>(function IconButton({ label, className, size = "md", look = "ghost", ...rest }, ref) {
  return <Button ref={ref} look={look} size={size} aria-label={label} title={label} className={cx(size === "sm" ? "w-7 px-0!" : "w-control px-0!", className)} {...rest} />;
});
