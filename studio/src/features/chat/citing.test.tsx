// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import type { Message } from "@/api/types";
import { chat, emptyChat } from "./reducer";
import { Reply } from "./Reply";
import { Writing } from "./Writing";

afterEach(() => vi.unstubAllGlobals());

const TEXT = "Restart it [3]. Then sign in [1], as [3] says, and see [9].";
const message = {
  id: "m", conversation_id: "c", run_id: "r", seq: 1, role: "assistant", kind: "text", content: TEXT, data: {}, attachments: [], created_at: "2026-01-01T00:00:00Z", feedback: null,
  citations: [{ n: 1, title: "MFA reset" }, { n: 3, title: "VPN guide" }],
} as unknown as Message;
const chips = (root: HTMLElement) => [...root.querySelectorAll("[data-citation]")].map((chip) => (chip as HTMLElement).dataset.citation);
const words = (root: HTMLElement) => root.textContent?.replaceAll("source ", "");

test("chips come with their marks while an answer is written, and the whole answer has the same", () => {
  const { container, rerender } = render(<Writing text="Restart it [" sources={5} />);
  const write = (text: string) => rerender(<Writing text={text} sources={5} />);
  expect(words(container)).toBe("Restart it ");
  write("Restart it [3");
  expect(words(container)).toBe("Restart it ");
  write("Restart it [3]");
  expect(words(container)).toBe("Restart it 1");
  write(TEXT);
  expect(chips(container)).toEqual(["1", "2", "1"]);
  // The fifth is the last that there is.
  expect(words(container)).toBe("Restart it 1. Then sign in 2, as 1 says, and see [9].");
});

test("without sources a mark is what somebody has written", () => {
  const { container } = render(<Writing text="list[1] and [" sources={0} />);
  expect(words(container)).toBe("list[1] and [");
});

test("the whole answer numbers its sources as it mentions them, in the text, below it and in what is copied", async () => {
  const copied = vi.fn(() => Promise.resolve());
  vi.stubGlobal("navigator", { ...navigator, clipboard: { writeText: copied } });
  const { container } = render(
    <QueryClientProvider client={new QueryClient()}>
      <Reply message={message} onRate={() => Promise.resolve(true)} />
    </QueryClientProvider>,
  );
  expect(chips(container)).toEqual(["1", "2", "1"]);
  expect([...container.querySelectorAll("ol > li")].map((source) => source.textContent)).toEqual(["1 VPN guide", "2 MFA reset"]);
  fireEvent.click(screen.getByRole("button", { name: "Copy" }));
  await waitFor(() => expect(copied).toHaveBeenCalledWith("Restart it [1]. Then sign in [2], as [1] says, and see [9]."));
});

test("how many sources there are comes with the words", () => {
  const delta = (id: string, text: string, more: object) => ({ type: "event" as const, kind: "message.delta", data: { payload: { text, ...more } }, id });
  const first = chat(emptyChat, delta("r:4.1", "See [1]", { sources: 2 }));
  expect(first.writing).toEqual({ run: "r", node: "", text: "See [1]", sources: 2 });
  expect(chat(chat(emptyChat, delta("r:4.1", "a", {})), delta("r:4.2", "b", {})).writing?.sources).toBe(0);
});
