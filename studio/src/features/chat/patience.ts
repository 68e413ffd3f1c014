// A network that is gone for a moment: what was wanted is wanted again, with the same key, so that it happens once.
import { asProblem, newKey } from "@/api/http";
import type { Outgoing } from "@/api/chat";
import { online } from "./network";

const PAUSES_MS = [800, 2_000, 4_000];

/** Not refused, only not heard: the server cannot be reached, or is just coming back. */
export const isPassing = (error: unknown): boolean => [0, 502, 503, 504].includes(asProblem(error).status);

/** Tries again a few times while the network does not carry; while the device has none it waits for it. */
export async function patiently<T>(call: () => Promise<T>, pauses: readonly number[] = PAUSES_MS): Promise<T> {
  for (const pause of pauses) {
    try {
      return await call();
    } catch (error) {
      if (!isPassing(error)) throw error;
      await online();
      await new Promise((done) => setTimeout(done, pause));
    }
  }
  return call();
}

/**
 * Keys of messages. One that was perhaps received, though nobody heard of it, keeps its key when it is sent again; anything else is a
 * new message.
 */
export class Keys {
  private doubtful: { body: string; key: string } | null = null;

  of(body: Outgoing): string {
    const text = JSON.stringify(body);
    return this.doubtful?.body === text ? this.doubtful.key : newKey();
  }

  failed(body: Outgoing, key: string, error: unknown): void {
    this.doubtful = isPassing(error) ? { body: JSON.stringify(body), key } : null;
  }

  arrived(): void {
    this.doubtful = null;
  }
}
