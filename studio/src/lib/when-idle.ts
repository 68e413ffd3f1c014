/** Where the browser cannot tell that it has nothing else to do. */
const IDLE_AFTER_MS = 1_000;

/** Does something once there is nothing else to do, or after two seconds of being busy. Gives what calls it off. */
export function whenIdle(perform: () => void): () => void {
  if ("requestIdleCallback" in window) {
    const idle = requestIdleCallback(perform, { timeout: 2 * IDLE_AFTER_MS });
    return () => cancelIdleCallback(idle);
  }
  const timer = setTimeout(perform, IDLE_AFTER_MS);
  return () => clearTimeout(timer);
}
