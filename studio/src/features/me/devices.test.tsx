// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import type { Me } from "@/api/types";
import { MePage } from "./MePage";

const me = { id: "me", name: "Ann", email: "ann@example.com", role: "agent", tenant: { name: "Acme" }, permissions: [] } as unknown as Me;

afterEach(() => vi.unstubAllGlobals());

test("the device that one reads this on is in use now, and others were used when they were", async () => {
  const at = new Date(Date.now() - 14 * 60_000).toISOString();
  const devices = [
    { id: "1", device: "Chrome on Linux", address: "10.0.0.1", current: true, last_used_at: at },
    { id: "2", device: "Safari on iPhone", address: "10.0.0.2", current: false, last_used_at: at },
  ];
  vi.stubGlobal("fetch", () => Promise.resolve(new Response(JSON.stringify({ data: devices }))));
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MePage me={me} onSignedOut={() => undefined} />
    </QueryClientProvider>,
  );
  expect(await screen.findByText("in use now, from 10.0.0.1")).toBeTruthy();
  expect(screen.getByText("last used 14 minutes ago, from 10.0.0.2")).toBeTruthy();
});
