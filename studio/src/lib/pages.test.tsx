// @vitest-environment happy-dom
import type { ReactNode } from "react";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen, within } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import type { Me } from "@/api/types";
import { AdminPage } from "@/features/admin/AdminPage";
import { pagesFor } from "./pages";

vi.mock("@tanstack/react-router", async (original) => ({
  ...(await original<object>()),
  Link: ({ params, children }: { params: { section: string }; children: ReactNode }) => <a href={`/admin/${params.section}`}>{children}</a>,
}));

const paths = (...permissions: string[]) => pagesFor(permissions).map((page) => page.to);

test("everybody finds the pages that they may see", () => {
  expect(paths("chat:use", "tickets:read_own", "kb:read")).toEqual(["/", "/desk", "/me", "/desk/approvals"]);
  expect(paths("tickets:read", "tickets:write", "kb:write")).toEqual(["/", "/desk", "/kb", "/me", "/desk/approvals", "/desk/live"]);
  expect(paths("settings:read", "flows:read", "tools:read")).toEqual(["/", "/flows", "/kb", "/tools", "/me"]);
});

test.each([[["*"]], [["settings:write", "settings:read"]]])("%s finds the settings that are the tabs of the administration", (permissions) => {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <AdminPage section="" me={{ permissions } as unknown as Me} />
    </QueryClientProvider>,
  );
  const tabs = within(screen.getByRole("navigation", { name: "Settings" })).getAllByRole("link");
  const found = pagesFor(permissions).filter((page) => page.to.startsWith("/admin/"));
  expect(found.map((page) => [page.to, page.label])).toEqual(tabs.map((tab) => [tab.getAttribute("href"), tab.textContent]));
});
