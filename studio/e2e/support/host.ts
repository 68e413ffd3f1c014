import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface Host {
  origin: string;
  close: () => void;
}

/** Somebody else’s site: one page, on a port of its own and so of another origin. */
export async function host(page: () => string): Promise<Host> {
  const server: Server = createServer((request, response) => {
    if (request.url !== "/") return void response.writeHead(404).end();
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": "style-src 'none'; object-src 'none'" });
    response.end(page());
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => void server.close() };
}
