import { MessageCircle } from "lucide-react";
import type { WidgetChange } from "@/api/channels";
import { t } from "@/i18n";
import { readable } from "@/lib/accent";
import { cx } from "@/lib/cx";

/** What the corner of a page will look like, opened. A picture: nothing in it can be pressed. */
export function LauncherPreview({ widget, title }: { widget: WidgetChange; title: string }) {
  const colours = readable(widget.accent, "#ffffff") ?? { accent: "#3b5bdb", on: "#ffffff" };
  const onLeft = widget.position === "bottom_left";
  return (
    <figure className="flex flex-col gap-1">
      <figcaption className="text-xs text-muted">{t("How it looks on a page")}</figcaption>
      <div className="relative h-56 overflow-hidden rounded-card border border-line bg-sunken" role="img" aria-label={t("A page with the launcher of “{title}” in its corner", { title: widget.title || title })}>
        <div aria-hidden className="flex flex-col gap-2 p-4 opacity-40">
          <span className="h-3 w-2/5 rounded-control bg-line-strong" />
          <span className="h-2 w-4/5 rounded-control bg-line-strong" />
          <span className="h-2 w-3/5 rounded-control bg-line-strong" />
        </div>
        <div aria-hidden className={cx("absolute bottom-3 flex w-48 flex-col gap-2", onLeft ? "left-3 items-start" : "right-3 items-end")}>
          <div className="w-full overflow-hidden rounded-card border border-line bg-surface shadow-float">
            <p className="truncate px-3 py-1.5 font-semibold" style={{ backgroundColor: colours.accent, color: colours.on }}>
              {widget.title || title}
            </p>
            <p className="line-clamp-3 min-h-16 p-3 text-node break-words">{widget.greeting}</p>
          </div>
          <span className="flex size-12 items-center justify-center rounded-full shadow-float" style={{ backgroundColor: colours.accent, color: colours.on }}>
            <MessageCircle size={24} />
          </span>
        </div>
      </div>
    </figure>
  );
}
