// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { TicketCard } from "./TicketCard";

vi.mock("@/api/attachments", async (original) => ({
  ...(await original<object>()),
  fileRules: () => Promise.resolve({ max_bytes: 1_024, max_files: 2, types: [{ kind: "text", type: "text/plain", endings: ["txt"] }] }),
  sendFile: ({ place, file }: { place: string; file: File }) => Promise.resolve({ id: `${place}/${file.name}`, name: file.name, type: file.type, size: file.size }),
}));
afterEach(() => vi.unstubAllGlobals());

const NUMBER = "TKT-20260101-00001";

function show(over: object = {}) {
  const ticket = { number: NUMBER, title: "Printer", status: "open", priority: "P2", comments: [], allowed_statuses: ["pending", "resolved"], updated_at: "2026-01-01T00:00:00Z", next_update_due: null, ...over };
  const fetched = vi.fn((_url: URL, init: RequestInit) => Promise.resolve(new Response(JSON.stringify(init.method === "POST" ? {} : ticket), { status: init.method === "POST" ? 201 : 200 })));
  vi.stubGlobal("fetch", fetched);
  const { container } = render(
    <QueryClientProvider client={new QueryClient()}>
      <TicketCard known={{ number: NUMBER, status: "new" }} note="" />
    </QueryClientProvider>,
  );
  const sent = () => fetched.mock.calls.filter(([, init]) => init.method === "POST").map(([url, init]) => [url.pathname, JSON.parse(init.body as string) as unknown]);
  return { container, sent };
}

test("the card says until when the next word is promised, and that it is late", async () => {
  const ahead = new Date(Date.now() + 3_600_000).toISOString();
  const { container } = show({ next_update_due: ahead });
  await screen.findByText(/^Next update by /);
  expect(container.querySelector("[data-due=ahead]")).not.toBeNull();
});

test("a promise that was broken says so in words", async () => {
  show({ next_update_due: "2026-01-01T00:00:00Z" });
  expect((await screen.findByText(/It is late\.$/)).closest("[data-due=late]")).not.toBeNull();
});

test("nothing is said where nothing is promised", async () => {
  const { container } = show();
  await screen.findByRole("button", { name: "Attach" });
  expect(container.querySelector("[data-due]")).toBeNull();
});

test("files go to the ticket with the same rules as in a message, also without a word", async () => {
  const { container, sent } = show();
  fireEvent.click(await screen.findByRole("button", { name: "Attach" }));
  await screen.findByText("TXT. Up to 1 kB each, 2 in a message.", {}, { timeout: 15_000 });
  const send = screen.getByRole<HTMLButtonElement>("button", { name: "Send comment" });
  expect(send.disabled).toBe(true);
  const input = container.querySelector<HTMLInputElement>("input[type=file]");
  await act(async () => fireEvent.change(input as HTMLInputElement, { target: { files: [new File(["x"], "page.txt", { type: "text/plain" })] } }));
  await waitFor(() => expect(send.disabled).toBe(false));
  fireEvent.click(send);
  await waitFor(() => expect(sent()).toEqual([[`/api/v1/tickets/${NUMBER}/comments`, { body: "", internal: false, attachments: [`/tickets/${NUMBER}/page.txt`] }]]));
  await waitFor(() => expect(screen.queryByRole("button", { name: "Send comment" })).toBeNull());
});
