// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { Day } from "./Operations";

vi.mock("@tanstack/react-router", () => ({ Link: ({ children }: { children: React.ReactNode }) => <a href="/">{children}</a> }));
afterEach(() => vi.unstubAllGlobals());

function show(tests: number, others: number) {
  vi.stubGlobal("fetch", (url: URL) => {
    const total = url.searchParams.has("status") ? 0 : url.searchParams.get("test") === "true" ? tests : others;
    return Promise.resolve(new Response(JSON.stringify({ data: [], meta: { total, total_pages: 1 } })));
  });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Day />
    </QueryClientProvider>,
  );
}

test("a day of tests only is not called a day on which nothing ran", async () => {
  show(3, 0);
  expect(await screen.findByText("nothing ran but 3 tests")).toBeTruthy();
});

test("without tests nothing ran, and tests do not count beside real runs", async () => {
  show(0, 0);
  expect(await screen.findByText("nothing ran")).toBeTruthy();
  show(3, 2);
  expect(await screen.findByText(/^2 runs/)).toBeTruthy();
});
