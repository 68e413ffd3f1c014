import { type ReactNode, useEffect, useState } from "react";
import { Check, Copy } from "lucide-react";
import { t } from "@/i18n";
import { Button, type ButtonProps, IconButton } from "./button";

/** Copies, and says for a moment that it did; a browser that refuses says so too. */
function useCopy(text: string) {
  const [state, setState] = useState<"idle" | "copied" | "refused">("idle");
  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), 2_500);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = () => {
    // Without a secure origin there is no clipboard.
    if (!navigator.clipboard) return setState("refused");
    void navigator.clipboard.writeText(text).then(
      () => setState("copied"),
      () => setState("refused"),
    );
  };
  const said = state === "copied" ? t("Copied") : state === "refused" ? t("The browser does not allow it; select and copy by hand.") : "";
  return { copy, said, isCopied: state === "copied" };
}

export function CopyButton({ text, children, ...rest }: { text: string; children: ReactNode } & Omit<ButtonProps, "onClick">) {
  const { copy, said, isCopied } = useCopy(text);
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      <Button onClick={copy} {...rest}>
        {isCopied ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />} {children}
      </Button>
      <span role="status" className="text-node text-muted">
        {said}
      </span>
    </span>
  );
}

/** Only the icon, for what stands in a line. */
export function CopyIcon({ text, label }: { text: string; label: string }) {
  const { copy, said, isCopied } = useCopy(text);
  return (
    <span className="inline-flex items-center">
      <IconButton size="sm" label={label} onClick={copy}>
        {isCopied ? <Check size={14} aria-hidden className="text-ok" /> : <Copy size={14} aria-hidden />}
      </IconButton>
      <span role="status" className="sr-only">
        {said}
      </span>
    </span>
  );
}

/** Text that is meant to be taken elsewhere: a snippet, an address, a command. */
export function Snippet({ text, label }: { text: string; label: string }) {
  return (
    <div className="flex items-start gap-1 rounded-control border border-line bg-sunken">
      {/* A long line scrolls by keyboard too. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre tabIndex={0} role="group" aria-label={label} className="min-w-0 flex-1 overflow-x-auto p-2.5 font-mono text-xs leading-5 -outline-offset-2">
        {text}
      </pre>
      <CopyIcon text={text} label={t("Copy: {what}", { what: label })} />
    </div>
  );
}
