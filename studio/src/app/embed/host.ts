// The page around the frame. It named itself in the frame's address; only it is listened to, and only it is told anything.
import { type FromFrame, type ToFrame, toFrame } from "@/lib/frame-messages";

const wanted = new URLSearchParams(location.search).get("host");

/** The origin of the page around, when there is one. */
function hostOrigin(): string | null {
  if (window.parent === window || !wanted) return null;
  try {
    return new URL(wanted).origin;
  } catch {
    return null;
  }
}

const host = hostOrigin();

export const isFramed = host !== null;

export function tellHost(message: FromFrame): void {
  if (host) window.parent.postMessage(message, host);
}

export function hearHost(on: (message: ToFrame) => void): () => void {
  const listen = (event: MessageEvent) => {
    if (event.source !== window.parent || event.origin !== host) return;
    const message = toFrame(event.data);
    if (message) on(message);
  };
  window.addEventListener("message", listen);
  return () => window.removeEventListener("message", listen);
}
