// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { DeskHours } from "./DeskHours";

afterEach(() => vi.unstubAllGlobals());

test("saving says so beside the button, which keeps the focus, until something is changed again", async () => {
  let hours = { timezone: "Europe/Warsaw", days: [1, 2], from: "09:00", to: "17:00", holidays: [] };
  vi.stubGlobal("fetch", (_url: URL, init: RequestInit) => {
    if (init.method === "PUT") hours = { ...(JSON.parse(init.body as string) as { hours: typeof hours }).hours, timezone: "Europe/Berlin" };
    return Promise.resolve(new Response(JSON.stringify({ hours, opens_at: null })));
  });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <DeskHours />
    </QueryClientProvider>,
  );
  fireEvent.change(await screen.findByLabelText(/^Opens/), { target: { value: "08:00" } });
  const button = screen.getByRole("button", { name: "Save" });
  const said = () => screen.queryAllByRole("status").map((one) => one.textContent);
  expect(said()).not.toContain("Saved");
  button.focus();
  fireEvent.click(button);
  await waitFor(() => expect(said()).toContain("Saved"));
  expect(document.activeElement).toBe(button);
  // As it was understood.
  expect(screen.getByLabelText<HTMLInputElement>(/^Time zone/).value).toBe("Europe/Berlin");
  fireEvent.change(screen.getByLabelText(/^Opens/), { target: { value: "07:00" } });
  await waitFor(() => expect(said()).not.toContain("Saved"));
});
