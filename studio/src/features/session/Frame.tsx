import { type ReactNode, useEffect } from "react";
import { Languages } from "lucide-react";
import { t } from "@/i18n";
import { LanguageSelect } from "@/ui/language";
import { Logo } from "@/ui/logo";

/** The frame of the pages before one is signed in. */
export function Frame({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Flowright`;
  }, [title]);
  return (
    <main className="flex min-h-full items-start justify-center px-4 py-10 sm:items-center">
      <div className="flex w-full max-w-sm flex-col gap-5 rounded-dialog border border-line bg-surface p-6">
        <div className="flex items-center gap-3">
          <Logo size={32} />
          <div>
            <h1 className="text-lg font-semibold">{title}</h1>
            {lead && <p className="text-muted">{lead}</p>}
          </div>
        </div>
        {children}
        {/* “As the browser” alone would not say what. */}
        <div className="flex items-center gap-1 self-end text-muted">
          <Languages size={14} aria-hidden />
          <LanguageSelect aria-label={t("Language")} className="h-7! w-auto! border-transparent! text-muted" />
        </div>
      </div>
    </main>
  );
}
