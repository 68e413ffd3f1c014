import { type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, type TextareaHTMLAttributes, forwardRef, useId } from "react";
import { cx } from "@/lib/cx";

export const controlClass =
  "w-full rounded-control border border-line-strong bg-surface px-2.5 text-sm text-text disabled:bg-sunken disabled:text-muted aria-invalid:border-danger";

export const Input = forwardRef<HTMLInputElement, InputHTMLAttributes<HTMLInputElement>>(function Input({ className, ...rest }, ref) {
  return <input ref={ref} className={cx(controlClass, "h-control", className)} {...rest} />;
});

export const Textarea = forwardRef<HTMLTextAreaElement, TextareaHTMLAttributes<HTMLTextAreaElement>>(function Textarea({ className, ...rest }, ref) {
  return <textarea ref={ref} className={cx(controlClass, "py-2 leading-5", className)} {...rest} />;
});

export const Select = forwardRef<HTMLSelectElement, SelectHTMLAttributes<HTMLSelectElement>>(function Select({ className, ...rest }, ref) {
  return <select ref={ref} className={cx(controlClass, "h-control pr-7", className)} {...rest} />;
});

export interface FieldIds {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
  "aria-required": true | undefined;
}

interface FieldProps {
  label: ReactNode;
  help?: ReactNode;
  error?: ReactNode;
  required?: boolean;
  /** Beside the label, on the right. */
  aside?: ReactNode;
  className?: string;
  children: (ids: FieldIds) => ReactNode;
}

/** A label, a control, its help and its error, tied together for everybody. */
export function Field({ label, help, error, required, aside, className, children }: FieldProps) {
  const id = useId();
  const helpId = help ? `${id}-help` : undefined;
  const errorId = error ? `${id}-error` : undefined;
  return (
    <div className={cx("flex flex-col gap-1", className)}>
      <div className="flex flex-wrap items-end justify-between gap-x-2">
        <label id={`${id}-label`} htmlFor={id} className="font-medium">
          {label}
          {required && <span className="text-danger" aria-hidden> *</span>}
        </label>
        {aside}
      </div>
      {children({
        id,
        "aria-describedby": [errorId, helpId].filter(Boolean).join(" ") || undefined,
        "aria-invalid": error ? true : undefined,
        "aria-required": required || undefined,
      })}
      {error && <p id={errorId} className="text-node text-danger">{error}</p>}
      {help && <p id={helpId} className="text-xs text-muted">{help}</p>}
    </div>
  );
}
