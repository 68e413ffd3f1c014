// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { wordsQuery } from "@/api/describe";
import { meQuery } from "@/api/session";
import { NewFlowDialog } from "./NewFlowDialog";

const went = vi.hoisted(() => vi.fn());
vi.mock("@tanstack/react-router", () => ({ Link: ({ children }: { children: React.ReactNode }) => <a href="/">{children}</a>, useNavigate: () => went }));
afterEach(() => {
  vi.unstubAllGlobals();
  went.mockReset();
});

function show(answer: (signal: AbortSignal | null | undefined) => Promise<Response>) {
  const sent: unknown[] = [];
  vi.stubGlobal("fetch", (_url: URL, init?: RequestInit) => {
    sent.push(JSON.parse(init?.body as string));
    return answer(init?.signal);
  });
  const client = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Infinity } } });
  client.setQueryData(meQuery.queryKey, { permissions: ["settings:write"] } as never);
  const { unmount } = render(
    <QueryClientProvider client={client}>
      <NewFlowDialog taken={["one"]} isFirst={false} onImport={() => undefined} onClose={() => undefined} />
    </QueryClientProvider>,
  );
  fireEvent.click(screen.getByRole("radio", { name: "In your words" }));
  return { client, sent, unmount };
}

const draw = (text: string) => {
  fireEvent.change(screen.getByLabelText(/^What the flow is to do/), { target: { value: text } });
  fireEvent.click(screen.getByRole("button", { name: "Draw it" }));
};

const json = (body: object, status: number) => Promise.resolve(new Response(JSON.stringify(body), { status }));

test("what was drawn opens on the canvas, with the words that came with it", async () => {
  const { client, sent } = show(() => json({ flow: { name: "greets" }, made: "It greets.", missing: ["Your hours."] }, 201));
  draw(" Greet people ");
  await waitFor(() => expect(went).toHaveBeenCalledWith({ to: "/flows/$flow", params: { flow: "greets" }, search: { panel: "problems" } }));
  expect(sent).toEqual([{ text: "Greet people" }]);
  expect(client.getQueryData(wordsQuery("greets").queryKey)).toEqual({ made: "It greets.", missing: ["Your hours."] });
});

test("nothing is asked without words, and without a language model it says where to connect one", async () => {
  const { sent } = show(() => json({ code: "no_model", detail: "no" }, 409));
  fireEvent.click(screen.getByRole("button", { name: "Draw it" }));
  expect(screen.getByText("Say what the flow is to do.")).toBeTruthy();
  expect(sent).toEqual([]);
  draw("Greet people");
  expect(await screen.findByText("Connect your model")).toBeTruthy();
  expect(went).not.toHaveBeenCalled();
});

test("what the model said instead of a flow is told in plain words, and can be tried again", async () => {
  const { sent } = show(() => json({ code: "upstream", detail: "fast did not draw a flow: there is no JSON object in it" }, 502));
  draw("Greet people");
  expect(await screen.findByText(/The model gave no flow/)).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Draw it" }));
  await waitFor(() => expect(sent.length).toBe(2));
});

test("stopping and going away end the asking", async () => {
  const signals: (AbortSignal | null | undefined)[] = [];
  const { unmount } = show((signal) => {
    signals.push(signal);
    return new Promise((_, reject) => signal?.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError"))));
  });
  draw("Greet people");
  fireEvent.click(await screen.findByRole("button", { name: "Stop drawing" }));
  expect(signals[0]?.aborted).toBe(true);
  fireEvent.click(await screen.findByRole("button", { name: "Draw it" }));
  await waitFor(() => expect(signals.length).toBe(2));
  unmount();
  expect(signals[1]?.aborted).toBe(true);
});
