import { Suspense, useRef, useState } from "react";
import { useEditorState, useTools } from "@/editor/context";
import { EditingHere } from "@/features/presence/EditingHere";
import { t } from "@/i18n";
import { cx } from "@/lib/cx";
import { keep, recall } from "@/lib/storage";
import { Dialog } from "@/ui/dialog";
import { lazily } from "@/ui/lazily";
import { Separator } from "@/ui/separator";
import { Skeleton } from "@/ui/skeleton";

/** A chunk of its own, fetched soon after the canvas stands: a node that is selected finds it there. */
const Inspector = lazily(async () => ({ default: (await import("@/features/inspector/Inspector")).Inspector }), "soon");

const KEY = "flowright.inspector.width";
const [LEAST, USUAL, MOST] = [320, 400, 720];
const within = (width: number) => Math.max(LEAST, Math.min(MOST, width, window.innerWidth - 560));

/** Where the inspector stands: at the side, as wide as somebody made it, over the whole page, or as a sheet where there is no room. */
export function InspectorDock({ isNarrow }: { isNarrow: boolean }) {
  const { editor } = useTools();
  const isOpen = useEditorState((state) => state.inspector && state.active !== null);
  const [isTall, setTall] = useState(false);
  if (!isOpen) return null;
  const waiting = <Skeleton what={t("the settings")} rows={6} />;
  if (isNarrow) {
    return (
      <Dialog title={t("Inspector")} shape="sheet" hideTitle onClose={() => editor.setState({ inspector: false })}>
        <EditingHere />
        <Suspense fallback={waiting}>
          <Inspector />
        </Suspense>
      </Dialog>
    );
  }
  return (
    <Side isTall={isTall}>
      <Suspense fallback={waiting}>
        <Inspector isTall={isTall} onTall={setTall} />
      </Suspense>
    </Side>
  );
}

function Side({ isTall, children }: { isTall: boolean; children: React.ReactNode }) {
  const aside = useRef<HTMLElement>(null);
  const [width, setWidth] = useState(() => within(recall<number>(KEY) ?? USUAL));
  const put = (next: number) => {
    setWidth(within(next));
    keep(KEY, within(next));
  };
  return (
    <aside ref={aside} aria-label={t("Inspector")} className={cx("border-l border-line bg-surface", isTall ? "absolute inset-0 z-30" : "relative shrink-0")} style={isTall ? undefined : { width }}>
      {!isTall && (
        <Separator
          label={t("Width of the inspector")}
          way="vertical"
          size={width}
          least={LEAST}
          most={MOST}
          sizeAt={({ clientX }) => within((aside.current?.getBoundingClientRect().right ?? window.innerWidth) - clientX)}
          onMove={(now) => {
            if (aside.current) aside.current.style.width = `${now}px`;
          }}
          onPut={put}
          onReset={() => put(USUAL)}
        />
      )}
      <div className={cx("flex h-full flex-col", isTall && "mx-auto max-w-[960px]")}>
        <EditingHere />
        <div className="min-h-0 flex-1">{children}</div>
      </div>
    </aside>
  );
}
