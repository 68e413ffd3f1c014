// @vitest-environment happy-dom
import { lazy, Suspense } from "react";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { Awaited } from "@/editor/awaited";
import { EditorProvider } from "@/editor/context";
import { createTools } from "@/testing/tools";

const FindBar = lazy(() => import("./FindBar"));

test("what is typed before the search is there is looked for", async () => {
  const tools = createTools();
  tools.editor.setState({ find: { text: "", nodes: new Set(), notes: new Set() } });
  render(
    <EditorProvider tools={tools}>
      <Suspense fallback={<Awaited onCancel={() => undefined} />}>
        <FindBar />
      </Suspense>
    </EditorProvider>,
  );
  for (const key of "say") fireEvent.keyDown(document.body, { key });
  const field = await screen.findByRole<HTMLInputElement>("searchbox", undefined, { timeout: 10_000 });
  // It takes up what was typed after it is drawn, not while.
  await waitFor(() => expect(field.value).toBe("say"));
  expect(document.activeElement).toBe(field);
  expect(tools.editor.getState().find?.nodes).toEqual(new Set(["say"]));
});
