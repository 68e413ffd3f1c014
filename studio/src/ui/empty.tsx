import type { ReactNode } from "react";
import { t } from "@/i18n";

interface EmptyProps {
  title: string;
  /** What the list is for. */
  children: ReactNode;
  /** One thing that could stand here. */
  example?: ReactNode;
  /** The one next step. */
  action?: ReactNode;
}

/** An empty page says what it is for, shows one example and offers the one next action. */
export function Empty({ title, children, example, action }: EmptyProps) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-3 px-4 py-12 text-center">
      <h2 className="text-[16px] leading-6 font-semibold">{title}</h2>
      <div className="text-muted">{children}</div>
      {example && (
        <figure className="w-full rounded-card border border-dashed border-line-strong px-3 py-2 text-left text-node">
          <figcaption className="text-xs text-muted">{t("For example")}</figcaption>
          {example}
        </figure>
      )}
      {action}
    </div>
  );
}
