// Which tabs live: each holds a lock for as long as it does, and the browser lets go of it however the tab ends. Pages without Web
// Locks (old browsers, plain http) cannot tell; `canTell` is false then.

export const canTell = (): boolean => typeof navigator !== "undefined" && "locks" in navigator;

export type Release = () => void;

const NOTHING: Release = () => undefined;

/** Takes the lock when nobody holds it, waiting at most `ms`; `null` when somebody does. */
export async function takeLock(name: string, ms = 0): Promise<Release | null> {
  if (!canTell()) return NOTHING;
  return new Promise((resolve) => {
    const waiting: LockOptions = ms > 0 ? { signal: AbortSignal.timeout(ms) } : { ifAvailable: true };
    navigator.locks
      .request(name, waiting, (lock) => {
        if (!lock) return resolve(null);
        return new Promise<void>((release) => resolve(() => release()));
      })
      .catch(() => resolve(null));
  });
}
