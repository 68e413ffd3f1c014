// What the page around a widget and the frame in it say to each other: this, and nothing else.

export type ToFrame = { flowright: "open" } | { flowright: "close" } | { flowright: "forget" } | { flowright: "identify"; token: string };
export type FromFrame = { flowright: "ready" } | { flowright: "close" } | { flowright: "unread"; count: number };

const MOST_TOKEN = 8_192;

function kindOf(data: unknown): { kind: unknown; fields: Record<string, unknown> } {
  const fields = typeof data === "object" && data !== null ? (data as Record<string, unknown>) : {};
  return { kind: fields.flowright, fields };
}

/** A message of the page to the frame; `null` for whatever else was posted. */
export function toFrame(data: unknown): ToFrame | null {
  const { kind, fields } = kindOf(data);
  if (kind === "open" || kind === "close" || kind === "forget") return { flowright: kind };
  const { token } = fields;
  return kind === "identify" && typeof token === "string" && token.length <= MOST_TOKEN ? { flowright: kind, token } : null;
}

/** A message of the frame to the page. */
export function fromFrame(data: unknown): FromFrame | null {
  const { kind, fields } = kindOf(data);
  if (kind === "ready" || kind === "close") return { flowright: kind };
  const { count } = fields;
  return kind === "unread" && typeof count === "number" && Number.isInteger(count) && count >= 0 ? { flowright: kind, count } : null;
}
