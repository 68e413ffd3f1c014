// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, fireEvent, render, screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { checklistQuery } from "@/api/admin";
import CanvasSteps from "./CanvasSteps";

vi.mock("@tanstack/react-router", () => ({ Link: ({ to, children }: { to: string; children: string }) => <a href={to}>{children}</a> }));
beforeEach(() => localStorage.clear());

const NOTHING = { asked: false, model_connected: false, knowledge_added: false, published: false };

function show(done = NOTHING) {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  client.setQueryData(checklistQuery.queryKey, done);
  const own = { flow: "it", ask: vi.fn(), publish: vi.fn() };
  const drawn = () => (
    <QueryClientProvider client={client}>
      <CanvasSteps own={own} />
    </QueryClientProvider>
  );
  return { client, own, ...render(drawn()) };
}

test("each step leads to where it is taken, on the canvas without leaving it", () => {
  const { own } = show();
  expect(screen.getAllByRole("link").map((one) => [one.textContent, one.getAttribute("href")])).toEqual([
    ["Enter its address and test it", "/admin/$section"],
    ["Drop a file into a base", "/kb"],
  ]);
  fireEvent.click(screen.getByRole("button", { name: "Open the test chat" }));
  fireEvent.click(screen.getByRole("button", { name: "Make it available to everybody" }));
  expect([own.ask, own.publish].map((one) => one.mock.calls.length)).toEqual([1, 1]);
});

test("it ticks itself by what the server tells, and goes when all is done", async () => {
  const { client } = show();
  expect(screen.getByText("0 of 4")).toBeTruthy();
  act(() => client.setQueryData(checklistQuery.queryKey, { ...NOTHING, asked: true }));
  expect(await screen.findByText("1 of 4")).toBeTruthy();
  expect(screen.getByText("(done)")).toBeTruthy();
  act(() => client.setQueryData(checklistQuery.queryKey, { asked: true, model_connected: true, knowledge_added: true, published: true }));
  await vi.waitFor(() => expect(screen.queryByRole("complementary")).toBeNull());
});

test("it folds, stays folded, and whoever hides it is not asked again", () => {
  const first = show();
  fireEvent.click(screen.getByRole("button", { name: "Fold the first steps" }));
  expect(screen.queryByRole("list")).toBeNull();
  first.unmount();
  const second = show();
  fireEvent.click(screen.getByRole("button", { name: "Show the first steps" }));
  fireEvent.click(screen.getByRole("button", { name: "Hide the first steps" }));
  second.unmount();
  show();
  expect(screen.queryByRole("complementary")).toBeNull();
});

test("where a panel leaves the canvas low it is folded until somebody wants it", () => {
  const { client, own, rerender } = show();
  rerender(
    <QueryClientProvider client={client}>
      <CanvasSteps own={own} isTight />
    </QueryClientProvider>,
  );
  expect(screen.queryByRole("list")).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: "Show the first steps" }));
  expect(screen.getByRole("list")).toBeTruthy();
});
