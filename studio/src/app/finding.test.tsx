// @vitest-environment happy-dom
import type { ReactNode } from "react";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { flowsQuery } from "@/api/flows";
import { meQuery } from "@/api/session";
import type { Me } from "@/api/types";
import { storeKeys } from "@/editor/commands/own-keys";
import { useShortcuts } from "@/editor/commands/use-shortcuts";
import { EditorProvider } from "@/editor/context";
import { Overlays } from "@/features/overlays/Overlays";
import { createTools } from "@/testing/tools";
import { Dialog } from "@/ui/dialog";
import { FinderButton, Finding } from "./Finding";

vi.mock("@tanstack/react-router", () => ({ useNavigate: () => () => undefined }));

const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
client.setQueryData(meQuery.queryKey, { id: "ann", permissions: ["flows:read"] } as unknown as Me);
client.setQueryData(flowsQuery.queryKey, []);

/** Whether the browser is left to do what it does with the key. */
const press = (init: KeyboardEventInit) => fireEvent.keyDown(document.activeElement ?? document.body, init);
const list = () => screen.findByRole<HTMLInputElement>("combobox", undefined, { timeout: 10_000 });

function Keys() {
  useShortcuts();
  return null;
}

function show(more?: ReactNode) {
  render(
    <QueryClientProvider client={client}>
      <input aria-label="Subject" />
      <FinderButton className="" />
      {more}
      <Finding />
    </QueryClientProvider>,
  );
}

beforeEach(() => {
  storeKeys({});
  sessionStorage.clear();
});

test("Ctrl+K opens it from within a field, takes up what is typed at once, and Escape gives the focus back", async () => {
  show();
  screen.getByLabelText("Subject").focus();
  expect(press({ key: "k", ctrlKey: true })).toBe(false);
  for (const key of "kno") press({ key });
  const field = await list();
  await waitFor(() => expect(field.value).toBe("kno"));
  expect(screen.getByRole("option").textContent).toBe("Knowledge");
  fireEvent(screen.getByRole("dialog"), new Event("cancel", { cancelable: true }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(document.activeElement).toBe(screen.getByLabelText("Subject"));
});

test("the button opens it and tells the key, also when that is another", async () => {
  show();
  expect(screen.getByRole("button").textContent).toBe("SearchCtrl+K");
  act(() => storeKeys({ commands: ["Mod+P"] }));
  expect(screen.getByRole("button").textContent).toBe("SearchCtrl+P");
  fireEvent.click(screen.getByRole("button"));
  await list();
});

test("behind a dialog it stays closed", () => {
  show(
    <Dialog title="Import" onClose={vi.fn()}>
      <p>…</p>
    </Dialog>,
  );
  expect(press({ key: "k", ctrlKey: true })).toBe(true);
  expect(screen.getAllByRole("dialog")).toHaveLength(1);
});

test("in the editor the key and the button open the editor’s list, once", async () => {
  const tools = createTools();
  show(
    <EditorProvider tools={tools}>
      <Keys />
      <Overlays publish={null} />
    </EditorProvider>,
  );
  press({ key: "k", ctrlKey: true });
  await list();
  expect(screen.getByRole("dialog", { name: "All commands" })).toBeTruthy();
  expect(screen.getAllByRole("dialog")).toHaveLength(1);
  act(() => tools.editor.open(null));
  fireEvent.click(screen.getByRole("button"));
  expect(tools.editor.getState().overlay).toEqual({ is: "commands" });
});
