// @vitest-environment happy-dom
import { act, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { Problem } from "@/api/http";
import { ChatPanel } from "./ChatPanel";
import { patiently } from "./patience";
import { emptyChat } from "./reducer";
import type { Chat } from "./use-chat";

afterEach(() => vi.restoreAllMocks());

function network(isThere: boolean) {
  vi.spyOn(navigator, "onLine", "get").mockReturnValue(isThere);
  dispatchEvent(new Event(isThere ? "online" : "offline"));
}

const writing: Chat = {
  state: { ...emptyChat, run: { id: "r", status: "running", seq: 1 }, writing: { run: "r", node: "a", text: "Two things", sources: 0 } },
  flow: "helpdesk",
  conversation: "c",
  ready: true,
  lost: false,
  problem: null,
  pending: { content: "and one more" },
  send: () => Promise.resolve(true),
  begin: () => Promise.resolve("c"),
  stop: () => undefined,
  askPerson: () => undefined,
  leavePerson: () => undefined,
  rate: () => Promise.resolve(true),
  restart: () => undefined,
};

test("a message on its way stands below the answer that is being written, and says when it waits for the network", () => {
  const { container } = render(<ChatPanel chat={writing} intro="" />);
  const [answer, pending] = [container.querySelector("[data-writing]"), container.querySelector("[data-pending]")];
  expect(answer?.compareDocumentPosition(pending as Node)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  expect(screen.getByText("Sending…")).toBeTruthy();
  act(() => network(false));
  expect(screen.getByText("Will be sent when the network is back")).toBeTruthy();
});

test("what is wanted without a network is wanted again when it is back, not before", async () => {
  network(false);
  const call = vi.fn(() => (navigator.onLine ? Promise.resolve("sent") : Promise.reject(new Problem(0, "gone"))));
  const sent = patiently(call, [0, 0]);
  await new Promise((done) => setTimeout(done, 20));
  expect(call).toHaveBeenCalledTimes(1);
  network(true);
  expect(await sent).toBe("sent");
});
