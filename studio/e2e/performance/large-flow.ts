// A flow of many nodes, made through the API by the administrator of a fresh product.
import { ADMIN, BASE, SETUP_LINK } from "../support/browser.ts";

const ROWS = 25;

let session: string | undefined;

/** Of the administrator, whom the first flow makes. */
async function signedIn(): Promise<string> {
  if (session) return session;
  const token = new URL(SETUP_LINK).searchParams.get("token");
  const { access_token } = (await call("POST", "/auth/setup", { token, ...ADMIN })) as { access_token: string };
  session = access_token;
  return access_token;
}

/** `frames`: with groups and notes as people draw them, one of each for twenty nodes. */
export async function makeLargeFlow(name: string, size: number, frames = false): Promise<void> {
  const access_token = await signedIn();
  const ask = (method: string, path: string, body: unknown, etag?: string) => call(method, path, body, access_token, etag);
  const made = (await ask("POST", "/flows", { name, title: "A large flow", template: "blank" })) as { draft_etag: string };
  const ids = Array.from({ length: size }, (_, at) => `step_${at + 1}`);
  const flow = {
    format: "flowright/1",
    name,
    title: "A large flow",
    nodes: ids.map((id, at) => (at % 9 === 4 ? { id, kind: "condition", config: { cases: [{ port: "yes", when: "1 < 2" }], otherwise: "no" } } : { id, kind: "template", config: { text: `Step ${at + 1}` } })),
    // Rows of forty, each a chain that begins at the start.
    edges: ids.map((id, at) => ({ from: at < ROWS ? "start" : portOf(ids[at - ROWS] as string, at - ROWS), to: id })),
  };
  const nodes = Object.fromEntries([["start", { x: -328, y: 0 }], ...ids.map((id, at) => [id, { x: Math.floor(at / ROWS) * 328, y: (at % ROWS) * 136 }] as const)]);
  await ask("PUT", `/flows/${name}/draft`, flow, `"${made.draft_etag}"`);
  const some = Array.from({ length: frames ? Math.floor(size / 20) : 0 }, (_, at) => at);
  const groups = some.map((at) => ({ id: `group_${at + 1}`, title: `Part ${at + 1}`, colour: "green", nodes: ids.slice(at * 20, at * 20 + 4) }));
  const notes = some.map((at) => ({ id: `note_${at + 1}`, text: `# Note ${at + 1}\nWhat it is **for**`, colour: "yellow", x: at * 600, y: -240, width: 240, height: 160 }));
  await ask("PUT", `/flows/${name}/layout`, { nodes, groups, notes }, undefined);
}

const portOf = (id: string, at: number) => (at % 9 === 4 ? `${id}.yes` : id);

async function call(method: string, path: string, body: unknown, token?: string, etag?: string): Promise<unknown> {
  const headers: Record<string, string> = { "Content-Type": "application/json" };
  if (token) headers.Authorization = `Bearer ${token}`;
  if (etag) headers["If-Match"] = etag;
  if (path.endsWith("/layout")) {
    const now = await fetch(`${BASE}/api/v1${path}`, { headers });
    const tag = now.headers.get("ETag");
    if (tag) headers["If-Match"] = tag;
  }
  const answer = await fetch(`${BASE}/api/v1${path}`, { method, headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}
