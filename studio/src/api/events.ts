// Server-sent events. The browser reconnects by itself and sends Last-Event-ID; after an HTTP error it gives up, then we try again.

export interface StreamHandlers {
  onEvent(kind: string, data: unknown, id: string): void;
  onOpen?(): void;
  /** The connection is gone for now; it is being tried again. */
  onLost?(): void;
  /** The server refused the stream: perhaps a session has run out. It is asked for again after this. */
  onRefused?(): Promise<unknown>;
}

/** Names of the events of a run and of a conversation; EventSource delivers named events by name only. */
export const EVENT_NAMES = [
  "run.started",
  "node.started",
  "node.progress",
  "node.completed",
  "node.failed",
  "node.skipped",
  "node.retrying",
  "state.changed",
  "message.created",
  "message.delta",
  "message.completed",
  "run.waiting",
  "run.resumed",
  "run.completed",
  "run.failed",
  "run.cancelled",
] as const;

const RETRY_FIRST_MS = 1_000;
const RETRY_MOST_MS = 15_000;

/** Follows a stream until the returned function is called. */
export function follow(path: string, after: string | null, handlers: StreamHandlers): () => void {
  let lastId = after;
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait = RETRY_FIRST_MS;
  let closed = false;

  const open = () => {
    const url = new URL(`/api/v1${path}`, location.origin);
    if (lastId) url.searchParams.set("after", lastId);
    source = new EventSource(url, { withCredentials: true });
    source.onopen = () => {
      wait = RETRY_FIRST_MS;
      handlers.onOpen?.();
    };
    source.onerror = () => {
      handlers.onLost?.();
      if (source?.readyState !== EventSource.CLOSED || closed) return;
      timer = setTimeout(() => void again(), wait);
      wait = Math.min(wait * 2, RETRY_MOST_MS);
    };
    for (const name of EVENT_NAMES) {
      source.addEventListener(name, (event) => {
        const message = event as MessageEvent<string>;
        if (message.lastEventId) lastId = message.lastEventId;
        handlers.onEvent(name, parse(message.data), message.lastEventId);
      });
    }
  };
  const again = async () => {
    await handlers.onRefused?.().catch(() => undefined);
    if (!closed) open();
  };
  open();
  return () => {
    closed = true;
    clearTimeout(timer);
    source?.close();
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
