// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import type { Environment, Promotion, Version } from "@/api/types";
import { MoveDialog } from "./MoveDialog";
import { RollBackDialog } from "./RollBackDialog";

// Links need no router here.
vi.mock("@tanstack/react-router", () => ({ Link: ({ children }: { children: React.ReactNode }) => <a href="/">{children}</a> }));

HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
  this.open = true;
};
afterEach(() => vi.unstubAllGlobals());

const versions = [2, 1].map((version): Version => ({ version, message: `m${version}`, hash: "", commit: null, author: "Ada", at: "2026-01-01T00:00:00Z", checks: null, tests: null }));
const production: Environment = { name: "production", version: 2, follows_newest: true, candidate: null, updated_at: null, updated_by: null };
const fine: Promotion = { from: 2, to: 1, findings: [], failed_tests: [], allowed: true };

const changes = { text: "", diff: { flow: [], channels: [], tests: [], edges: [], nodes: [{ name: "say", kind: "reply", change: { changed: [{ path: "/config/text", change: { replaced: { was: "a", now: "b" } } }] } }] } };

function show(promotion: Promotion, back = false) {
  const sent: { url: string; body: unknown; etag: string | null }[] = [];
  vi.stubGlobal("fetch", (url: URL, init?: RequestInit) => {
    if (init?.method === "PUT") sent.push({ url: url.pathname, body: JSON.parse(init.body as string), etag: new Headers(init.headers).get("if-match") });
    const body = url.pathname.endsWith("/preview") ? promotion : url.pathname.endsWith("/diff") ? changes : production;
    return Promise.resolve(new Response(JSON.stringify(body), { status: 200, headers: { ETag: '"seen"' } }));
  });
  const onClose = vi.fn();
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      {back ? (
        <RollBackDialog flow="helpdesk" environment={production} versions={versions} onClose={onClose} />
      ) : (
        <MoveDialog flow="helpdesk" environment={production} versions={versions} onClose={onClose} />
      )}
    </QueryClientProvider>,
  );
  return { sent, onClose };
}
const button = (name: string) => screen.findByRole<HTMLButtonElement>("button", { name, hidden: true });

test("an older version is called a roll back, and is moved to from what was seen", async () => {
  const { sent, onClose } = show(fine);
  fireEvent.change(screen.getByLabelText("Version"), { target: { value: "1" } });
  const roll = await button("Roll back to version 1");
  await waitFor(() => expect(roll.disabled).toBe(false));
  fireEvent.click(roll);
  await waitFor(() => expect(onClose).toHaveBeenCalled());
  expect(sent).toEqual([{ url: "/api/v1/flows/helpdesk/environments/production", body: { version: 1 }, etag: '"seen"' }]);
});

test("a version that lacks something says what and cannot be moved to", async () => {
  const finding = { code: "FR020", severity: "error" as const, node: "kb", field: "/config/base", cause: "There is no base ‘it’.", mend: "Create it." };
  show({ ...fine, findings: [finding], allowed: false });
  expect(await screen.findByText(/There is no base ‘it’/)).toBeTruthy();
  expect((await button("Save")).disabled).toBe(true);
});

test("a candidate's share is chosen by a slider and said in words", async () => {
  const { sent } = show(fine);
  fireEvent.change(screen.getByLabelText("Try another version on some"), { target: { value: "1" } });
  fireEvent.change(screen.getByLabelText("Percent of new conversations"), { target: { value: "20" } });
  expect(screen.getByText("About 1 in 5 new conversations gets version 1; the others get version 2.")).toBeTruthy();
  const save = await button("Save");
  await waitFor(() => expect(save.disabled).toBe(false));
  fireEvent.click(save);
  await waitFor(() => expect(sent.map((one) => one.body)).toEqual([{ candidate: { version: 1, share: 20 } }]));
});

test("rolling back names both versions and what it changes before it is done", async () => {
  const { sent, onClose } = show(fine, true);
  expect(await screen.findByText(/goes from version 2 back to version 1/)).toBeTruthy();
  expect(await screen.findByText("1 node changed")).toBeTruthy();
  const roll = await button("Roll back to version 1");
  await waitFor(() => expect(roll.disabled).toBe(false));
  fireEvent.click(roll);
  await waitFor(() => expect(onClose).toHaveBeenCalled());
  expect(sent.map((one) => one.body)).toEqual([{ version: 1 }]);
});
