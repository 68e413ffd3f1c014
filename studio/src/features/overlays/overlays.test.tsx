// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, fireEvent, render, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { flowsQuery } from "@/api/flows";
import { useShortcuts } from "@/editor/commands/use-shortcuts";
import { EditorProvider } from "@/editor/context";
import { createTools } from "@/testing/tools";
import { Overlays } from "./Overlays";

vi.mock("@tanstack/react-router", () => ({ useNavigate: () => () => undefined }));

function show() {
  const tools = createTools();
  tools.editor.select(["say"]);
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  client.setQueryData(flowsQuery.queryKey, []);
  function Keys() {
    useShortcuts();
    return null;
  }
  render(
    <QueryClientProvider client={client}>
      <EditorProvider tools={tools}>
        <Keys />
        <Overlays publish={null} />
      </EditorProvider>
    </QueryClientProvider>,
  );
  return tools.editor;
}
const press = (init: KeyboardEventInit) => act(() => void fireEvent.keyDown(document.activeElement ?? document.body, init));

test("what is typed right after Ctrl+K is looked for among the commands, and changes nothing", async () => {
  const editor = show();
  const before = editor.getState().doc;
  press({ key: "k", ctrlKey: true });
  for (const key of "dad") press({ key });
  const field = await screen.findByRole<HTMLInputElement>("combobox", undefined, { timeout: 10_000 });
  expect(field.value).toBe("dad");
  expect(editor.getState()).toMatchObject({ doc: before, overlay: { is: "commands" } });
});
