// @vitest-environment happy-dom
import { QueryClient } from "@tanstack/react-query";
import { afterEach, expect, test, vi } from "vitest";
import type { Me } from "@/api/types";
import { hasAsked } from "./has-asked";

const me = (...permissions: string[]) => ({ permissions }) as unknown as Me;
const answering = (answer: () => Response) => vi.stubGlobal("fetch", vi.fn(() => Promise.resolve(answer())));
const client = () => new QueryClient({ defaultOptions: { queries: { retry: false } } });
afterEach(() => vi.unstubAllGlobals());

test("after the first question the first page is gone for whoever sets the product up", async () => {
  answering(() => new Response(JSON.stringify({ asked: true }), { headers: { "Content-Type": "application/json" } }));
  expect(await hasAsked(client(), me("settings:write"))).toBe(true);
  answering(() => new Response(JSON.stringify({ asked: false }), { headers: { "Content-Type": "application/json" } }));
  expect(await hasAsked(client(), me("*"))).toBe(false);
});

test("who may not know, and who cannot be told, keep it", async () => {
  answering(() => new Response(JSON.stringify({ asked: true }), { headers: { "Content-Type": "application/json" } }));
  expect(await hasAsked(client(), me("flows:write"))).toBe(false);
  expect(fetch).not.toHaveBeenCalled();
  answering(() => new Response("{}", { status: 503 }));
  expect(await hasAsked(client(), me("settings:write"))).toBe(false);
});
