import type { ReactNode } from "react";
import { Face } from "@/ui/face";
import { Logo } from "@/ui/logo";

interface ChatHeaderProps {
  title: string;
  subtitle?: string;
  /** The title is a person's name. */
  isPerson?: boolean;
  children?: ReactNode;
}

/** Who one talks to, and what else one may do. */
export function ChatHeader({ title, subtitle, isPerson = false, children }: ChatHeaderProps) {
  return (
    <header className="border-b border-line bg-surface px-[max(12px,env(safe-area-inset-left))] py-2 pt-[max(8px,env(safe-area-inset-top))]">
      <div className="mx-auto flex max-w-2xl items-center justify-between gap-2">
        <div className="flex min-w-0 items-center gap-2">
          {isPerson ? <Face name={title} className="size-7" /> : <Logo size={28} />}
          <div className="min-w-0">
            <h1 className="truncate text-[16px] leading-6 font-semibold">{title}</h1>
            {subtitle && <p className="truncate text-xs text-muted">{subtitle}</p>}
          </div>
        </div>
        <div className="flex shrink-0 items-center">{children}</div>
      </div>
    </header>
  );
}
