import { memo } from "react";
import { useConnecting } from "./connecting";

/** At the cursor: why this node cannot be the end of the connection. */
export const ConnectHint = memo(function ConnectHint() {
  const pointer = useConnecting((state) => state.pointer);
  const reason = useConnecting((state) => (state.over ? (state.targets?.get(state.over) ?? null) : null));
  if (!pointer || !reason) return null;
  return (
    <div
      role="status"
      data-refusal
      className="pointer-events-none fixed z-50 max-w-xs rounded-control border border-danger bg-danger-soft px-2 py-1 text-node shadow-float"
      style={{ left: Math.min(pointer.x + 14, window.innerWidth - 330), top: pointer.y + 14 }}
    >
      {reason}
    </div>
  );
});
