// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, createRootRoute, createRouter, RouterContextProvider } from "@tanstack/react-router";
import { render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import type { Me } from "@/api/types";
import { TicketPage } from "./TicketPage";

const ticket = {
  id: "t1", number: "T-1", title: "VPN", description: "", status: "open", allowed_statuses: [], priority: "P3", assignee: null, requester: null, category: null,
  created_at: "2026-01-01T00:00:00Z", source: "flow", fields: {}, tags: [], run_id: "r1", conversation_id: null,
  comments: [{ id: "c1", author: { id: null, name: "Ann" }, body: "Please **restart** it.\n<b>Now</b>", internal: false, attachments: [], created_at: "2026-01-01T01:00:00Z" }],
};

afterEach(() => vi.unstubAllGlobals());

async function show(permissions: string[]) {
  vi.stubGlobal("fetch", () => Promise.resolve(new Response(JSON.stringify(ticket))));
  const router = createRouter({ routeTree: createRootRoute(), history: createMemoryHistory() });
  render(
    <RouterContextProvider router={router}>
      <QueryClientProvider client={new QueryClient()}>
        <TicketPage id="T-1" me={{ id: "me", permissions } as unknown as Me} />
      </QueryClientProvider>
    </RouterContextProvider>,
  );
  await screen.findByRole("heading", { name: "VPN" });
}

test("the run behind a ticket is offered to those who may open it only", async () => {
  await show(["tickets:read", "tickets:write", "runs:read"]);
  expect(screen.queryByRole("link", { name: "See the run that made it" })).toBeNull();
});

test("who may see runs and flows is led to the run", async () => {
  await show(["tickets:read", "runs:read", "flows:read"]);
  expect(screen.getByRole("link", { name: "See the run that made it" })).toBeTruthy();
});

test("a comment is formatted as in the chat, and HTML in it is only text", async () => {
  await show(["tickets:read"]);
  expect(screen.getByText("restart").tagName).toBe("STRONG");
  expect(screen.getByText(/<b>Now<\/b>/)).toBeTruthy();
});
