// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import type { ModelSettings } from "@/api/types";
import { Models } from "./Models";

afterEach(() => vi.unstubAllGlobals());

const saved = { provider: "openai_compatible", base_url: "https://models.example.com/v1", model: "fast", embedding_model: "", max_tokens_field: "max_tokens", prices: {}, api_key_set: true } satisfies ModelSettings;

async function show() {
  const sent: Record<string, unknown>[] = [];
  vi.stubGlobal("fetch", (_url: URL, init?: RequestInit) => {
    if (init?.method === "PUT") sent.push(JSON.parse(init.body as string) as Record<string, unknown>);
    return Promise.resolve(new Response(JSON.stringify(init?.method === "POST" ? { ok: true, message: "", models: [], latency_ms: 1 } : saved)));
  });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Models />
    </QueryClientProvider>,
  );
  const field = await screen.findByLabelText(/^Address/);
  return { sent, goTo: (url: string) => fireEvent.change(field, { target: { value: url } }), save: () => fireEvent.click(screen.getByRole("button", { name: "Save and test" })) };
}

test("a service without a key takes the place of one with a key", async () => {
  const { sent, goTo, save } = await show();
  goTo("http://127.0.0.1:11434/v1");
  expect(screen.getByText(/^The stored key is not sent to another address/)).toBeTruthy();
  save();
  await waitFor(() => expect(sent.map((body) => body.api_key)).toEqual([""]));
});

test("the key is kept while the address is the same, however it is written", async () => {
  const { sent, goTo, save } = await show();
  goTo("https://models.example.com/v1/");
  expect(screen.getByText("A key is stored; leave empty to keep it.")).toBeTruthy();
  save();
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).not.toHaveProperty("api_key");
});

test("going back to the offline model keeps the stored key with its address", async () => {
  const { sent, goTo, save } = await show();
  goTo("http://127.0.0.1:11434/v1");
  fireEvent.change(screen.getByLabelText("Answers come from"), { target: { value: "offline" } });
  save();
  await waitFor(() => expect(sent).toMatchObject([{ provider: "offline", base_url: saved.base_url }]));
  expect(sent[0]).not.toHaveProperty("api_key");
});
