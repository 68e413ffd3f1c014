import { type ReactNode, useEffect } from "react";

interface PageProps {
  title: string;
  /** What the browser's tab says, where the title alone would not tell pages apart. */
  tab?: string;
  lead?: ReactNode;
  actions?: ReactNode;
  /** The ways to the neighbouring pages, under the title; on a phone above what can be done, so that they stand in the same place on each. */
  tabs?: ReactNode;
  children: ReactNode;
  /** Lists and tables take the width there is; texts and settings do not. */
  wide?: boolean;
}

/** The frame of an ordinary page: a title, what can be done here, the content. */
export function Page({ title, tab = title, lead, actions, tabs, children, wide = false }: PageProps) {
  useEffect(() => {
    document.title = `${tab} · Flowright`;
  }, [tab]);
  return (
    <div className="relative h-full overflow-y-auto">
      <div className={`mx-auto flex flex-col gap-5 px-4 py-6 sm:px-6 ${wide ? "max-w-[1400px]" : "max-w-5xl"}`}>
        <div className="flex flex-wrap items-start justify-between gap-3">
          <div className={tabs ? "min-w-0 max-sm:basis-full" : "min-w-0"}>
            <h1 className="text-lg font-semibold break-words">{title}</h1>
            {lead && <div className="mt-0.5 text-muted">{lead}</div>}
          </div>
          {actions && <div className={tabs ? "flex flex-wrap gap-2 max-sm:order-last" : "flex flex-wrap gap-2"}>{actions}</div>}
          {tabs && <div className="min-w-0 basis-full">{tabs}</div>}
        </div>
        {children}
      </div>
    </div>
  );
}

export function Card({ title, children, aside, className = "" }: { title?: ReactNode; children: ReactNode; aside?: ReactNode; className?: string }) {
  return (
    <section className={`rounded-card border border-line bg-surface ${className}`}>
      {title && (
        <div className="flex items-center justify-between gap-2 border-b border-line px-4 py-row">
          <h2 className="font-semibold">{title}</h2>
          {aside}
        </div>
      )}
      {children}
    </section>
  );
}
