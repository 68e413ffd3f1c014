// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import type { Version } from "@/api/types";
import { Published } from "./Published";

vi.mock("@tanstack/react-router", () => ({ Link: ({ children }: { children: React.ReactNode }) => <a href="/">{children}</a> }));
afterEach(() => vi.unstubAllGlobals());

const published: Version = { version: 1, message: "", hash: "", commit: null, author: "Ada", at: "2026-01-01T00:00:00Z", checks: null, tests: null };
const widget = { public_id: "pub-1", origins: [], title: "", greeting: "", accent: "#2563eb", position: "bottom_right" };

function show(enabled: boolean) {
  vi.stubGlobal("fetch", (url: URL) => Promise.resolve(new Response(JSON.stringify(url.pathname.endsWith("/channels") ? { chat: { path: "/chat/helpdesk" }, widget: { ...widget, enabled } } : { data: [] }))));
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Published flow="helpdesk" published={published} onClose={() => undefined} />
    </QueryClientProvider>,
  );
}

test("a widget that is on can be copied right after publishing", async () => {
  show(true);
  expect((await screen.findByRole("group", { name: "Snippet for websites", hidden: true })).textContent).toContain('data-assistant="pub-1"');
  expect(screen.getByRole("button", { name: "Copy: Snippet for websites", hidden: true })).toBeTruthy();
});

test("a widget that is off leads to where it is switched on", async () => {
  show(false);
  expect((await screen.findByText("Put it on a page of yours")).closest("a")).toBeTruthy();
});
