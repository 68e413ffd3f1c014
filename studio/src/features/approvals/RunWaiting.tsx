import { waitingWords } from "./words";

/** Why a conversation rests, in words. An approval that its reader may see says it itself. */
export function RunWaiting({ waiting, isShown }: { waiting: Record<string, unknown>; isShown: boolean }) {
  const words = waitingWords(waiting);
  return words && !isShown && <p className="text-muted">{words}</p>;
}
