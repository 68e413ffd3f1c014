// Whether this device has a network at all, as the browser says. With one, a server may still not answer.
import { useSyncExternalStore } from "react";

/** A browser that does not say counts as one with a network. */
const isOnline = (): boolean => globalThis.navigator?.onLine !== false;

function listen(changed: () => void): () => void {
  addEventListener("online", changed);
  addEventListener("offline", changed);
  return () => {
    removeEventListener("online", changed);
    removeEventListener("offline", changed);
  };
}

export const useOnline = (): boolean => useSyncExternalStore(listen, isOnline);

/** At once while there is a network, else when it is back. */
export const online = (): Promise<void> => (isOnline() ? Promise.resolve() : new Promise((done) => addEventListener("online", () => done(), { once: true })));
