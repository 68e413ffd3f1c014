// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, createEvent, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type * as kb from "@/api/kb";
import { BasePage } from "./BasePage";

const sent = vi.hoisted(() => [] as string[]);
vi.mock("@/api/kb", async (original) => ({
  ...(await original<typeof kb>()),
  uploadDocument: (base: string, file: File) => {
    sent.push(`${base}: ${file.name}`);
    return Promise.resolve({ id: "d1" });
  },
}));

beforeEach(() => {
  sent.length = 0;
  const base = { name: "it", title: "IT articles", documents: 0, passages: 0, embedding: null };
  vi.stubGlobal("fetch", (url: URL) => Promise.resolve(new Response(JSON.stringify(url.pathname.endsWith("/documents") ? { data: [], meta: { total_pages: 1 } } : base))));
});
afterEach(() => vi.unstubAllGlobals());

async function show(canWrite: boolean): Promise<HTMLElement> {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <BasePage name="it" canWrite={canWrite} />
    </QueryClientProvider>,
  );
  return screen.findByRole("heading", { name: "IT articles" });
}

const vpn = new File(["# VPN"], "vpn.md");

/** Whether the browser was kept from opening what is held or dropped there. */
function drag(kind: "dragOver" | "drop", at: HTMLElement, dataTransfer = { types: ["Files"], files: [vpn], dropEffect: "" }): boolean {
  const event = createEvent[kind](at);
  Object.defineProperty(event, "dataTransfer", { value: dataTransfer });
  fireEvent(at, event);
  return event.defaultPrevented;
}
const isShown = () => document.querySelector("[data-takes-drop]") !== null;

test("a file dropped beside the zone is added, and the browser stays on the page", async () => {
  const title = await show(true);
  expect(drag("dragOver", title)).toBe(true);
  expect(isShown()).toBe(true);
  expect(drag("drop", title)).toBe(true);
  expect(isShown()).toBe(false);
  await waitFor(() => expect(sent).toEqual(["it: vpn.md"]));
  await act(() => Promise.resolve());
});

test("who may only read keeps the page too, and adds nothing", async () => {
  const title = await show(false);
  const over = { types: ["Files"], files: [vpn], dropEffect: "" };
  expect(drag("dragOver", title, over)).toBe(true);
  expect(over.dropEffect).toBe("none");
  expect(drag("drop", title)).toBe(true);
  expect(isShown()).toBe(false);
  expect(sent).toEqual([]);
});

test("a link that is dragged into a field is text there, and opens nothing elsewhere", async () => {
  await show(true);
  const text = { types: ["text/plain", "text/uri-list"], files: [], dropEffect: "" };
  expect(drag("drop", screen.getByRole("textbox", { name: "Question" }), text)).toBe(false);
  expect(drag("drop", screen.getByRole("heading", { name: "IT articles" }), text)).toBe(true);
  expect(sent).toEqual([]);
});
