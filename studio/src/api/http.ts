// One way to the server: JSON in and out, the CSRF header, problem details as one error class.
import { t } from "@/i18n";
import { problemWords } from "./problem-words";
import { sentence } from "./sentence";
import type { ProblemBody } from "./types";

/** What the server refused, or the network did not carry (`status` 0). */
export class Problem extends Error {
  readonly status: number;
  readonly body: ProblemBody | undefined;

  constructor(status: number, message: string, body?: ProblemBody) {
    super(message);
    this.name = "Problem";
    this.status = status;
    this.body = body;
  }

  /** The message for one input field, when the server named it. */
  field(name: string): string | undefined {
    const found = this.body?.errors?.find((error) => error.field === name || error.field === `/${name}`);
    return found && sentence(found.message);
  }
}

export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return new Problem(0, error instanceof Error ? error.message : t("Something went wrong in this page."));
}

export interface Answer<T> {
  data: T;
  etag: string | null;
  status: number;
}

export interface Options {
  body?: unknown;
  ifMatch?: string | null;
  /** What is here already: the answer is 304 and has no data while it is still so. */
  ifNoneMatch?: string | null;
  query?: Record<string, string | number | boolean | null | undefined>;
  signal?: AbortSignal;
  /** Makes sending again harmless. */
  idempotencyKey?: string;
  contentType?: string;
  /** The answer as it came, for who wants its letters and not its values. */
  asText?: boolean;
  /** Lets the request outlive the page, for the last save of a closing tab. */
  keepalive?: boolean;
}

export const BASE = "/api/v1";
/** Browsers refuse to let more than 64 KB outlive the page. */
const KEEPALIVE_MOST = 30_000;

let given: string | null = null;

/** A visit in a frame has no cookie that a script could read: its token was told, and its session is begun anew by whoever began it. */
export const sendCsrf = (token: string): void => {
  given = token;
};

export const csrf = (): string | undefined => given ?? cookie("flowright_csrf");

export async function request<T>(method: string, path: string, options: Options = {}): Promise<Answer<T>> {
  const headers = new Headers({ Accept: "application/json" });
  let body: BodyInit | undefined;
  if (options.body instanceof FormData) body = options.body;
  else if (options.body !== undefined) {
    headers.set("Content-Type", options.contentType ?? "application/json");
    body = JSON.stringify(options.body);
  }
  if (method !== "GET") {
    const token = csrf();
    if (token) headers.set("X-CSRF-Token", token);
  }
  if (options.ifMatch) headers.set("If-Match", options.ifMatch);
  if (options.ifNoneMatch) headers.set("If-None-Match", options.ifNoneMatch);
  if (options.idempotencyKey) headers.set("Idempotency-Key", options.idempotencyKey);

  let response = await send(method, path, headers, body, options);
  // The session cookie is short-lived by design; one renewal is tried before anybody hears of it.
  if (response.status === 401 && !path.startsWith("/auth/") && (await renew())) {
    const token = cookie("flowright_csrf");
    if (token && method !== "GET") headers.set("X-CSRF-Token", token);
    response = await send(method, path, headers, body, options);
  }
  if (!response.ok && response.status !== 304) throw await problemOf(response);
  const text = response.status === 204 ? "" : await response.text();
  return {
    data: (options.asText ? text : text ? JSON.parse(text) : undefined) as T,
    etag: response.headers.get("ETag"),
    status: response.status,
  };
}

export const get = async <T>(path: string, query?: Options["query"], signal?: AbortSignal) =>
  (await request<T>("GET", path, { query, signal })).data;

export const post = async <T>(path: string, body?: unknown, options: Options = {}) =>
  (await request<T>("POST", path, { ...options, body: body ?? {} })).data;

/** A key for one wish of a person; every retry of it carries the same one. */
export function newKey(): string {
  // A UUID made by hand: `crypto.randomUUID` is missing on pages that come over plain HTTP.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

let renewing: Promise<boolean> | undefined;

/** Several requests may find the session expired at once; the refresh token is good for one use. */
function renew(): Promise<boolean> {
  renewing ??= (async () => {
    const token = cookie("flowright_csrf");
    if (!token || given !== null) return false;
    try {
      const headers = { "Content-Type": "application/json", "X-CSRF-Token": token };
      const response = await fetch(`${BASE}/auth/refresh`, { method: "POST", headers, body: "{}" });
      return response.ok;
    } catch {
      return false;
    } finally {
      renewing = undefined;
    }
  })();
  return renewing;
}

async function send(method: string, path: string, headers: Headers, body: BodyInit | undefined, options: Options) {
  const url = new URL(BASE + path, location.origin);
  for (const [key, value] of Object.entries(options.query ?? {})) {
    if (value !== undefined && value !== null && value !== "") url.searchParams.set(key, String(value));
  }
  try {
    return await fetch(url, {
      method,
      headers,
      body,
      credentials: "same-origin",
      signal: options.signal,
      keepalive: options.keepalive && (typeof body !== "string" || body.length < KEEPALIVE_MOST),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw unreachable();
  }
}

const problemOf = async (response: Response): Promise<Problem> => problemFrom(response.status, await response.text());

export function problemFrom(status: number, text: string): Problem {
  try {
    const body = JSON.parse(text) as ProblemBody;
    return new Problem(status, problemWords(body, status), body);
  } catch {
    return new Problem(status, t("The server answered {status}.", { status }));
  }
}

export const unreachable = (): Problem => new Problem(0, t("The server cannot be reached. Check the connection; nothing you typed is lost."));

function cookie(name: string): string | undefined {
  const found = document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : undefined;
}
