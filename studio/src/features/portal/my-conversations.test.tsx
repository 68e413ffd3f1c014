// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { MyConversations } from "./MyConversations";

afterEach(() => vi.unstubAllGlobals());

/** A server with so many conversations, the newest first. */
function show(total: number) {
  vi.stubGlobal("fetch", (url: URL) => {
    const [page, limit] = [Number(url.searchParams.get("page")), Number(url.searchParams.get("limit"))];
    const data = Array.from({ length: total }, (_, n) => ({ id: `c${n + 1}`, flow: "it-helpdesk", title: `Question ${n + 1}`, updated_at: "2026-11-20T10:00:00Z" }));
    const meta = { page, limit, total, total_pages: Math.ceil(total / limit) };
    return Promise.resolve(new Response(JSON.stringify({ data: data.slice((page - 1) * limit, page * limit), meta })));
  });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MyConversations />
    </QueryClientProvider>,
  );
}

const titles = () => screen.getAllByRole("link").map((link) => link.textContent?.replace(/IT.*/i, ""));

test("every conversation can be reached, and it is said how many are left", async () => {
  show(45);
  const more = await screen.findByRole("button", { name: "Show more, 25 are left" });
  expect(titles()).toHaveLength(20);
  fireEvent.click(more);
  fireEvent.click(await screen.findByRole("button", { name: "Show more, 5 are left" }));
  await waitFor(() => expect(titles()).toEqual(Array.from({ length: 45 }, (_, n) => `Question ${n + 1}`)));
  expect(screen.queryByRole("button")).toBeNull();
  // The button is gone: the keyboard goes on at what it brought.
  expect(document.activeElement?.textContent).toMatch(/^Question 41/);
});

test("a list that is whole offers no more", async () => {
  show(20);
  await screen.findAllByRole("link");
  expect(screen.queryByRole("button")).toBeNull();
});
