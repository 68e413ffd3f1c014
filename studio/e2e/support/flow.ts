// A flow made over the API, with the session of the page.
import type { Page } from "playwright-core";
import { expect } from "vitest";

/** What a script of somebody's would send. */
export const send = (page: Page, method: string, path: string, body?: object) =>
  page.evaluate(
    async ({ method, path, body }) => {
      const csrf = /flowright_csrf=([^;]*)/.exec(document.cookie)?.[1] ?? "";
      const headers = { "Content-Type": "application/json", "X-CSRF-Token": decodeURIComponent(csrf), "If-Match": "*" };
      const answer = await fetch(`/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) });
      return { status: answer.status, text: await answer.text() };
    },
    { method, path, body },
  );

export interface Drawn {
  nodes: object[];
  edges: { from: string; to: string }[];
  layout?: object;
}

/** A draft with these nodes; `layout` says where they stand. What is tried once more finds what it left the first time. */
export async function draw(page: Page, name: string, { nodes, edges, layout }: Drawn): Promise<void> {
  expect([201, 409]).toContain((await send(page, "POST", "/flows", { name, title: name, template: "blank" })).status);
  const saved = await send(page, "PUT", `/flows/${name}/draft`, { format: "flowright/1", name, title: name, nodes, edges });
  expect(saved.status, saved.text).toBe(200);
  if (layout) expect((await send(page, "PUT", `/flows/${name}/layout`, layout)).status).toBeLessThan(300);
}
