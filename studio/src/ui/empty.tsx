import type { ReactNode } from "react";

/** An empty page says what it is for and offers the one next action. */
export function Empty({ title, children, action }: { title: string; children: ReactNode; action?: ReactNode }) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-3 px-4 py-12 text-center">
      <h2 className="text-[16px] leading-6 font-semibold">{title}</h2>
      <div className="text-muted">{children}</div>
      {action}
    </div>
  );
}
