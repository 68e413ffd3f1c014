import { type DragEvent, type ReactNode, useRef, useState } from "react";
import { t } from "@/i18n";

interface DropZoneProps {
  disabled: boolean;
  onDrop: (files: File[]) => void;
  children: ReactNode;
}

const brings = (event: DragEvent) => event.dataTransfer.types.includes("Files");

/** The whole conversation takes files that are dropped on it. */
export function DropZone({ disabled, onDrop, children }: DropZoneProps) {
  const [over, setOver] = useState(false);
  // Entering a child comes before leaving its parent.
  const depth = useRef(0);
  const move = (by: number) => (event: DragEvent) => {
    if (disabled || !brings(event)) return;
    depth.current = Math.max(0, depth.current + by);
    setOver(depth.current > 0);
  };
  return (
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions -- for the mouse; by keyboard there is the button
    <div
      className="relative flex h-full min-h-0 flex-col"
      onDragEnter={move(1)}
      onDragLeave={move(-1)}
      onDragOver={(event) => brings(event) && event.preventDefault()}
      onDrop={(event) => {
        if (!brings(event)) return;
        // Else the browser would leave the page for the file.
        event.preventDefault();
        depth.current = 0;
        setOver(false);
        if (!disabled) onDrop([...event.dataTransfer.files]);
      }}
    >
      {children}
      {over && (
        <div aria-hidden className="pointer-events-none absolute inset-2 z-10 grid place-items-center rounded-card border-2 border-dashed border-accent bg-accent-soft text-[16px] font-medium text-accent">
          {t("Drop files to send them")}
        </div>
      )}
    </div>
  );
}
