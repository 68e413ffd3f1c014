// @vitest-environment happy-dom
import { useEffect } from "react";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { useTray } from "./use-tray";

vi.mock("@/api/attachments", () => ({
  fileRules: () => Promise.resolve({ max_bytes: 100, max_files: 2, types: [{ kind: "text", type: "text/plain", endings: ["txt"] }] }),
  sendFile: ({ file }: { file: File }) => new Promise((done) => (land[file.name] = () => done({ id: file.name, name: file.name, type: file.type, size: file.size }))),
  removeAttachment: () => Promise.resolve(),
}));

/** By name: has a file arrive. */
const land: Record<string, () => void> = {};
let tray: ReturnType<typeof useTray>;

function Tray() {
  const now = useTray(() => Promise.resolve("c1"), false, () => undefined);
  useEffect(() => {
    tray = now;
  });
  return <>{now.above}{now.before}</>;
}

const text = (name: string) => new File(["x"], name, { type: "text/plain" });

function show() {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Tray />
    </QueryClientProvider>,
  );
}

afterEach(() => Object.keys(land).forEach((name) => delete land[name]));

test("a file that was brought before the tray is there is not left behind", async () => {
  show();
  act(() => tray.add([text("a.txt")]));
  expect(await tray.ready()).toBeNull();
  await waitFor(() => expect(land["a.txt"]).toBeDefined());
  const ready = tray.ready();
  act(() => land["a.txt"]?.());
  expect(await ready).toEqual(["a.txt"]);
  await screen.findByText(/ready to send/);
});

test("a tray without files holds nothing back", async () => {
  show();
  expect(await tray.ready()).toEqual([]);
  fireEvent.click(screen.getByRole("button", { name: "Add files" }));
  await screen.findByRole("button", { name: "Choose files" });
  expect(await tray.ready()).toEqual([]);
});

test("what was refused says so, takes no place and does not hold a message back", async () => {
  show();
  act(() => tray.add([new File(["x"], "tool.exe"), new File([], "empty.txt", { type: "text/plain" })]));
  await screen.findByText("Files of this type cannot be sent here.");
  await screen.findByText("This file is empty.");
  expect(tray.count).toBe(0);
  expect(await tray.ready()).toEqual([]);
  act(() => tray.add([text("a.txt"), text("b.txt"), text("c.txt")]));
  await screen.findByText(/Only 2 files fit/);
  expect(tray.count).toBe(2);
  await waitFor(() => expect(land["b.txt"]).toBeDefined());
  let came: string[] | null | undefined;
  void tray.ready().then((ids) => (came = ids));
  await act(async () => land["a.txt"]?.());
  expect(came).toBeUndefined();
  await act(async () => land["b.txt"]?.());
  await waitFor(() => expect(came).toEqual(["a.txt", "b.txt"]));
});

test("what was refused goes away with the message", async () => {
  show();
  act(() => tray.add([new File(["x"], "tool.exe")]));
  await screen.findByText("tool.exe");
  act(() => tray.clear());
  expect(screen.queryByText("tool.exe")).toBeNull();
});
