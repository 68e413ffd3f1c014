// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { createRef } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Composer } from "./Composer";

beforeEach(() => sessionStorage.clear());
afterEach(cleanup);

function compose(onSend: (text: string) => Promise<boolean>, draft = "c1") {
  const view = render(<Composer ref={createRef()} busy={false} disabled={false} placeholder="" draft={draft} onStop={() => undefined} onSend={onSend} />);
  return { ...view, field: screen.getByLabelText<HTMLTextAreaElement>("Message") };
}
const type = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });
const enter = (field: HTMLElement) => fireEvent.keyDown(field, { key: "Enter" });

test("what could not be sent comes back before what was typed since", async () => {
  let fail: (sent: boolean) => void = () => undefined;
  const { field } = compose(() => new Promise((done) => (fail = done)));
  type(field, "first");
  enter(field);
  expect(field.value).toBe("");
  type(field, "second");
  fail(false);
  await waitFor(() => expect(field.value).toBe("first\nsecond"));
});

test("what is typed is still there when the field comes back, in that conversation only", () => {
  const { field, unmount } = compose(() => Promise.resolve(true));
  type(field, "half a sentence");
  unmount();
  expect(compose(() => Promise.resolve(true)).field.value).toBe("half a sentence");
  cleanup();
  expect(compose(() => Promise.resolve(true), "c2").field.value).toBe("");
});

test("what may be said again is offered to an empty field, chosen; what is being written stays", () => {
  const draw = (offered: { text: string } | null) => <Composer ref={createRef()} busy={false} disabled={false} placeholder="" draft="c1" offered={offered} onStop={() => undefined} onSend={() => Promise.resolve(true)} />;
  const { rerender } = render(draw(null));
  const field = screen.getByLabelText<HTMLTextAreaElement>("Message");
  rerender(draw({ text: "My VPN" }));
  expect([field.value, field.selectionStart, field.selectionEnd]).toEqual(["My VPN", 0, 6]);
  type(field, "Something else");
  rerender(draw({ text: "My VPN" }));
  expect(field.value).toBe("Something else");
});

test("what was sent is not kept", async () => {
  const { field, unmount } = compose(() => Promise.resolve(true));
  type(field, "all of it");
  enter(field);
  await waitFor(() => expect(screen.getByRole("button", { name: "Send" }).getAttribute("aria-busy")).not.toBe("true"));
  unmount();
  expect(compose(() => Promise.resolve(true)).field.value).toBe("");
});

test("a text that is too long stays whole, says by how much, and is not sent", () => {
  const onSend = vi.fn(() => Promise.resolve(true));
  const { field } = compose(onSend);
  type(field, "x".repeat(16_002));
  enter(field);
  expect(onSend).not.toHaveBeenCalled();
  expect(screen.getByRole("alert").textContent).toContain("2 characters too many");
  expect(field.value).toHaveLength(16_002);
  // Two units of JavaScript are one character.
  type(field, "😀".repeat(16_000));
  expect(screen.queryByRole("alert")).toBeNull();
});
