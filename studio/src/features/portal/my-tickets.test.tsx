// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { MyTickets } from "./MyTickets";

test("every ticket can be reached, and the keyboard goes on at the first that came", async () => {
  vi.stubGlobal("fetch", (url: URL) => {
    const page = Number(url.searchParams.get("page"));
    const all = Array.from({ length: 23 }, (_, n) => ({ id: `t${n + 1}`, title: `Ticket ${n + 1}` }));
    return Promise.resolve(new Response(JSON.stringify({ data: all.slice((page - 1) * 20, page * 20), meta: { page, limit: 20, total: 23, total_pages: 2 } })));
  });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MyTickets card={(ticket) => <a href={`#${ticket.id}`}>{ticket.title}</a>} />
    </QueryClientProvider>,
  );
  fireEvent.click(await screen.findByRole("button", { name: "Show more, 3 are left" }));
  await waitFor(() => expect(screen.getAllByRole("link")).toHaveLength(23));
  expect(document.activeElement?.textContent).toBe("Ticket 21");
  vi.unstubAllGlobals();
});
