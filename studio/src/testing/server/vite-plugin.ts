// `vite --mode mock` and `vite preview --mode mock`: the Studio without a server, under the real content security policy.
import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import type { ReadableStream as NodeStream } from "node:stream/web";
import { handle } from "./handlers.ts";
import { newWorld } from "./world.ts";

const POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types default";

type Next = () => void;
interface Server {
  middlewares: { use(handler: (request: IncomingMessage, response: ServerResponse, next: Next) => void): void };
}

export function mockServer() {
  const world = newWorld(120);
  const serve = (request: IncomingMessage, response: ServerResponse, next: Next) => void answer(request, response, next);
  const answer = async (request: IncomingMessage, response: ServerResponse, next: Next) => {
    if (!request.url?.startsWith("/api/")) return next();
    if (request.url.startsWith("/api/mock/")) {
      world.signedIn = request.url !== "/api/mock/sign-out";
      response.end();
      return;
    }
    const abort = new AbortController();
    response.on("close", () => abort.abort());
    const body = request.method === "GET" ? undefined : await new Response(Readable.toWeb(request) as unknown as BodyInit).text();
    const call = new Request(`http://mock${request.url}`, { method: request.method, headers: request.headers as Record<string, string>, body, signal: abort.signal });
    const result = await handle(world, call);
    if (!result) return next();
    response.writeHead(result.status, Object.fromEntries(result.headers));
    if (result.body) Readable.fromWeb(result.body as unknown as NodeStream).on("error", () => response.end()).pipe(response);
    else response.end();
  };
  return {
    name: "mock-server",
    configureServer: (server: Server) => void server.middlewares.use(serve),
    configurePreviewServer: (server: Server) => {
      server.middlewares.use((_request, response, next) => {
        response.setHeader("Content-Security-Policy", POLICY);
        next();
      });
      server.middlewares.use(serve);
    },
  };
}
