// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import type { Channels, Widget } from "@/api/channels";
import { WidgetForm } from "./WidgetForm";

afterEach(() => vi.unstubAllGlobals());

const widget: Widget = { enabled: false, public_id: null, origins: [], title: "", greeting: "", accent: "#2563eb", position: "bottom_right" };
const loaded = { data: { chat: { path: "/chat/helpdesk" }, widget } satisfies Channels, etag: '"seen"', status: 200 };

function show() {
  const sent: { url: string; body: unknown; etag: string | null }[] = [];
  vi.stubGlobal("fetch", (url: URL, init?: RequestInit) => {
    sent.push({ url: url.pathname, body: JSON.parse(init?.body as string), etag: new Headers(init?.headers).get("if-match") });
    return Promise.resolve(new Response(JSON.stringify(loaded.data), { status: 200, headers: { ETag: '"next"' } }));
  });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <WidgetForm flow="helpdesk" title="IT helpdesk" loaded={loaded} readOnly={false} />
    </QueryClientProvider>,
  );
  return sent;
}
const button = (name: RegExp) => screen.getByRole<HTMLButtonElement>("button", { name });

test("a website is added as browsers write it, and the widget is saved from what was seen", async () => {
  const sent = show();
  fireEvent.click(screen.getByLabelText("Show the assistant on websites"));
  // Switched on for nobody it could not be shown anywhere.
  expect(screen.getByText(/Add at least one/)).toBeTruthy();
  expect(button(/Save the widget/).disabled).toBe(true);
  const field = screen.getByRole("textbox", { name: "Websites that may show it" });
  fireEvent.change(field, { target: { value: "*.example.com" } });
  fireEvent.keyDown(field, { key: "Enter" });
  expect(screen.getByText(/wildcards are not accepted/)).toBeTruthy();
  fireEvent.change(field, { target: { value: "shop.example.com/basket" } });
  fireEvent.keyDown(field, { key: "Enter" });
  fireEvent.click(button(/Save the widget/));
  const { public_id: _, ...rest } = widget;
  await waitFor(() => expect(sent).toEqual([{ url: "/api/v1/flows/helpdesk/channels/widget", body: { ...rest, enabled: true, origins: ["https://shop.example.com"] }, etag: '"seen"' }]));
});

test("a colour that cannot be read is mended, and says so", () => {
  show();
  fireEvent.change(screen.getByLabelText("Colour"), { target: { value: "#ffee00" } });
  expect(screen.getByText(/Too light to be read: pages show #/)).toBeTruthy();
});
