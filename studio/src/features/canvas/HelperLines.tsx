import { memo } from "react";
import { ViewportPortal, useStore } from "@xyflow/react";
import { useHelperLines } from "./use-dragging";

/** While something is dragged: what it is in line with. */
export const HelperLines = memo(function HelperLines() {
  const lines = useHelperLines((state) => state.lines);
  const zoom = useStore((state) => state.transform[2]);
  if (!lines?.vertical && !lines?.horizontal) return null;
  const thin = 1 / zoom;
  return (
    <ViewportPortal>
      {lines.vertical && (
        <div
          data-helper-line="vertical"
          className="pointer-events-none absolute bg-accent"
          style={{ width: thin, height: lines.vertical.to - lines.vertical.from, transform: `translate(${lines.vertical.x}px, ${lines.vertical.from}px)` }}
        />
      )}
      {lines.horizontal && (
        <div
          data-helper-line="horizontal"
          className="pointer-events-none absolute bg-accent"
          style={{ height: thin, width: lines.horizontal.to - lines.horizontal.from, transform: `translate(${lines.horizontal.from}px, ${lines.horizontal.y}px)` }}
        />
      )}
    </ViewportPortal>
  );
});
