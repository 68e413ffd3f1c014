// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { bytes } from "./browser";
import NotifyHere from "./NotifyHere";

afterEach(() => vi.unstubAllGlobals());

const ENDPOINT = "https://push.example.com/one";
const FINGERPRINT = "5d0b8a";

interface Browser {
  permission?: NotificationPermission;
  /** What the person answers. */
  answer?: NotificationPermission;
  /** Whether its push service can be reached. */
  reaches?: boolean;
  known?: boolean;
}

function browser({ permission = "default", answer = "granted", reaches = true, known = false }: Browser) {
  const subscription = { endpoint: ENDPOINT, options: { applicationServerKey: bytes("BA").buffer }, toJSON: () => ({ endpoint: ENDPOINT, keys: { p256dh: "p", auth: "a" } }), unsubscribe: vi.fn(() => Promise.resolve(true)) };
  const state = { subscribed: known };
  const pushManager = {
    getSubscription: () => Promise.resolve(state.subscribed ? subscription : null),
    subscribe: vi.fn(() => {
      if (!reaches) return Promise.reject(new DOMException("push service error", "AbortError"));
      state.subscribed = true;
      return Promise.resolve(subscription);
    }),
  };
  const registration = { pushManager };
  const register = vi.fn(() => Promise.resolve(registration));
  const requestPermission = vi.fn(() => {
    notification.permission = answer;
    return Promise.resolve(answer);
  });
  const notification = { permission, requestPermission };
  vi.stubGlobal("isSecureContext", true);
  vi.stubGlobal("PushManager", pushManager);
  vi.stubGlobal("Notification", notification);
  vi.stubGlobal("navigator", { ...navigator, serviceWorker: { register, ready: Promise.resolve(registration), getRegistration: () => Promise.resolve(registration) } });
  vi.stubGlobal("crypto", { ...crypto, getRandomValues: crypto.getRandomValues.bind(crypto), subtle: { digest: () => Promise.resolve(new Uint8Array([0x5d, 0x0b, 0x8a]).buffer) } });
  return { register, requestPermission, pushManager, subscription };
}

function show(devices: object[] = []) {
  const list = [...devices];
  const fetched = vi.fn((_: URL, init: RequestInit) => {
    if (init.method === "POST") list.push({ id: "d1", device: "Chrome on Linux", fingerprint: FINGERPRINT, current: true, created_at: "2026-01-01T00:00:00Z" });
    if (init.method === "DELETE") list.length = 0;
    return Promise.resolve(new Response(init.method === "DELETE" ? null : JSON.stringify({ public_key: "BA", devices: list }), { status: init.method === "DELETE" ? 204 : 200 }));
  });
  vi.stubGlobal("fetch", fetched);
  render(
    <QueryClientProvider client={new QueryClient()}>
      <NotifyHere />
    </QueryClientProvider>,
  );
  return fetched;
}
const ON = "Notify me on this device";

test("nothing is asked of the browser before somebody presses the button, and then it is on", async () => {
  const { register, requestPermission } = browser({});
  const fetched = show();
  await screen.findByText(/Your browser asks for permission first\.$/);
  expect([requestPermission, register].map((call) => call.mock.calls.length)).toEqual([0, 0]);
  fireEvent.click(screen.getByRole("button", { name: ON }));
  await screen.findByText("This device gets your notices, until you sign out here.");
  expect(register).toHaveBeenCalledWith("/push-worker.js", { scope: "/" });
  const [, sent] = fetched.mock.calls.find(([, init]) => init.method === "POST") ?? [];
  expect(JSON.parse(sent?.body as string)).toEqual({ endpoint: ENDPOINT, keys: { p256dh: "p", auth: "a" } });
});

test("a push service that cannot be reached is said in words, and nothing is switched on", async () => {
  browser({ reaches: false });
  const fetched = show();
  fireEvent.click(await screen.findByRole("button", { name: ON }));
  await screen.findByText(/the push service of this browser did not answer\. Nothing was switched on/);
  expect(fetched.mock.calls.some(([, init]) => init.method === "POST")).toBe(false);
});

test("who says no to the browser is told what that means", async () => {
  browser({ answer: "denied" });
  show();
  fireEvent.click(await screen.findByRole("button", { name: ON }));
  await screen.findByText(/blocked in this browser/);
  expect(screen.queryByRole("button")).toBeNull();
});

test("a browser that cannot do it says so", () => {
  show();
  expect(screen.getByText(/^This browser cannot show notices of this page\./)).toBeTruthy();
});

test("it can be switched off where it is on", async () => {
  const { subscription } = browser({ permission: "granted", known: true });
  show([{ id: "d1", device: "x", fingerprint: FINGERPRINT, current: true, created_at: "2026-01-01T00:00:00Z" }]);
  fireEvent.click(await screen.findByRole("button", { name: "Stop on this device" }));
  await screen.findByRole("button", { name: ON });
  await waitFor(() => expect(subscription.unsubscribe).toHaveBeenCalled());
});
