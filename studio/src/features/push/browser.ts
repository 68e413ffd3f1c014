// What this browser can do about notices, and whether it is doing it.
import { PUSH_WORKER, trustOwnScripts } from "@/lib/script-urls";

/** `missing`: it cannot. `blocked`: somebody has told it not to. */
export type Ability = "missing" | "blocked" | "able";

export function ability(): Ability {
  if (!window.isSecureContext || !("serviceWorker" in navigator) || !("PushManager" in window) || !("Notification" in window)) return "missing";
  return Notification.permission === "denied" ? "blocked" : "able";
}

/** How the server knows this browser: the SHA-256 of where it is reached; `null` while it is not. */
export async function fingerprint(): Promise<string | null> {
  if (ability() === "missing") return null;
  const subscription = await (await navigator.serviceWorker.getRegistration("/"))?.pushManager.getSubscription();
  if (!subscription) return null;
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(subscription.endpoint));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Why it did not work, for words. */
export class NotSubscribed extends Error {
  constructor(readonly why: "blocked" | "dismissed" | "unreachable") {
    super(why);
  }
}

const PATIENCE_MS = 15_000;

/** Asks the person for permission, and then the browser's push service for an address. Only ever on a press of a button. */
export async function subscribe(publicKey: string): Promise<PushSubscriptionJSON> {
  const answer = await Notification.requestPermission();
  if (answer !== "granted") throw new NotSubscribed(answer === "denied" ? "blocked" : "dismissed");
  try {
    return (await within(PATIENCE_MS, addressed(publicKey))).toJSON();
  } catch {
    throw new NotSubscribed("unreachable");
  }
}

async function addressed(publicKey: string): Promise<PushSubscription> {
  trustOwnScripts();
  await navigator.serviceWorker.register(PUSH_WORKER, { scope: "/" });
  const { pushManager } = await navigator.serviceWorker.ready;
  const applicationServerKey = bytes(publicKey);
  const known = await pushManager.getSubscription();
  // One for another key is of no use, and in the way.
  if (known && !isFor(known, applicationServerKey)) await known.unsubscribe();
  return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
}

/** Lets the browser forget its address, whatever the server knows of it. */
export async function unsubscribe(): Promise<void> {
  await (await (await navigator.serviceWorker.getRegistration("/"))?.pushManager.getSubscription())?.unsubscribe();
}

function isFor(subscription: PushSubscription, key: Uint8Array): boolean {
  const own = subscription.options.applicationServerKey;
  return own !== null && new Uint8Array(own).join() === key.join();
}

/** URL-safe base64. */
export function bytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
}

/** Some browsers never say that their push service cannot be reached. */
function within<T>(ms: number, wanted: Promise<T>): Promise<T> {
  return Promise.race([wanted, new Promise<never>((_, reject) => setTimeout(() => reject(new Error("no answer")), ms))]);
}
