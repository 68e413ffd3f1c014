// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import type { Me } from "@/api/types";
import { Users } from "./Users";

const me = { id: "me", permissions: ["*"] } as unknown as Me;
const user = { id: "u1", name: "Ann Lee", email: "ann@example.com", role: "agent", status: "disabled" };

afterEach(() => vi.unstubAllGlobals());

function show(status: string) {
  let now = status;
  const sent: unknown[] = [];
  vi.stubGlobal("fetch", (url: URL, init: RequestInit) => {
    if (init.method === "PATCH") {
      sent.push([url.pathname, JSON.parse(init.body as string)]);
      now = "active";
    }
    if (init.method === "DELETE") now = "disabled";
    return Promise.resolve(new Response(JSON.stringify({ data: [{ ...user, status: now }] })));
  });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Users me={me} />
    </QueryClientProvider>,
  );
  return sent;
}

test("who is locked out can be let in again, and not be removed a second time", async () => {
  const sent = show("disabled");
  const button = await screen.findByRole("button", { name: "Let Ann Lee in again" });
  expect(screen.queryByRole("button", { name: "Remove Ann Lee" })).toBeNull();
  fireEvent.click(button);
  await waitFor(() => expect(screen.getByRole("button", { name: "Remove Ann Lee" })).toBeTruthy());
  expect(sent).toEqual([["/api/v1/admin/users/u1", { status: "active" }]]);
  expect(screen.queryByText("locked out")).toBeNull();
});

test("removing somebody says what happens to them and to what they wrote", async () => {
  show("active");
  fireEvent.click(await screen.findByRole("button", { name: "Remove Ann Lee" }));
  expect(screen.getByRole("dialog").textContent).toMatch(/signed out everywhere.*can no longer sign in.*stays.*let in again/);
});

test("the keyboard stays at the button that takes the place of the one pressed", async () => {
  show("disabled");
  const readmit = await screen.findByRole("button", { name: "Let Ann Lee in again" });
  readmit.focus();
  fireEvent.click(readmit);
  const remove = await screen.findByRole("button", { name: "Remove Ann Lee" });
  expect(document.activeElement).toBe(remove);
  fireEvent.click(remove);
  fireEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Remove" }));
  expect(document.activeElement).toBe(await screen.findByRole("button", { name: "Let Ann Lee in again" }));
});
