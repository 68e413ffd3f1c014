// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import type { Filter } from "./filter";
import { RunFilters } from "./RunFilters";
import { RunsPage } from "./RunsPage";

vi.mock("@tanstack/react-router", () => ({ Link: ({ children }: { children: React.ReactNode }) => <a href="/">{children}</a> }));
vi.mock("@/ui/flow-page", () => ({ FlowPage: ({ children }: { children: React.ReactNode }) => children }));
afterEach(() => vi.unstubAllGlobals());

/** A flow of which nothing ran but so many tests. */
function serve(tests: number) {
  vi.stubGlobal("fetch", (url: URL) => Promise.resolve(new Response(JSON.stringify({ data: [], meta: { total: url.searchParams.get("test") === "true" ? tests : 0, total_pages: 1 } }))));
}

function draw(node: React.ReactNode) {
  render(<QueryClientProvider client={new QueryClient()}>{node}</QueryClientProvider>);
}

test("after tests only, the empty list says that there are tests and shows them", async () => {
  serve(2);
  const filters: Filter[] = [];
  draw(<RunsPage flow="helpdesk" filter={{}} onFilter={(filter) => filters.push(filter)} />);
  fireEvent.click(await screen.findByRole("button", { name: "Show the tests of the draft" }));
  expect(screen.getByText(/The draft was tested 2 times/)).toBeTruthy();
  expect(screen.queryByText("Open the test chat")).toBeNull();
  expect(filters).toEqual([{ test: true }]);
});

test("while nothing ran at all, the empty list leads to the test chat", async () => {
  serve(0);
  draw(<RunsPage flow="helpdesk" filter={{}} onFilter={() => undefined} />);
  expect(await screen.findByText("Open the test chat")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Show the tests of the draft" })).toBeNull();
});

test("errors are chosen by what happened, with the code beside", () => {
  serve(0);
  const filters: Filter[] = [];
  draw(<RunFilters flow="helpdesk" filter={{}} onFilter={(filter) => filters.push(filter)} />);
  const option = screen.getByRole<HTMLOptionElement>("option", { name: "The service asked to be called less often (rate_limited)" });
  fireEvent.change(screen.getByLabelText("Error"), { target: { value: option.value } });
  expect(filters).toMatchObject([{ code: "rate_limited" }]);
});
