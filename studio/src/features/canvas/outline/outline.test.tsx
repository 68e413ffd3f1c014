// @vitest-environment happy-dom
// The outline by keyboard: rows, cells, bodies that fold, a name that is changed, and a long flow of which only a part is drawn.
import { act, fireEvent, render, screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { EditorProvider } from "@/editor/context";
import { docOf, flow, node } from "@/testing/builders";
import { createTools } from "@/testing/tools";
import { Outline } from "./Outline";

const inside = (parent: string, id: string) => ({ ...node(id, "reply"), parent });
const drawn = () => docOf(flow([node("each", "map"), inside("each", "say"), inside("each", "more"), node("words")], "start>each each.body>say say>more each>words words.maybe>nobody"));

// Frames come at once, one after the other.
beforeEach(() => {
  vi.stubGlobal("requestAnimationFrame", (draw: FrameRequestCallback) => setTimeout(() => draw(0), 0));
  vi.stubGlobal("cancelAnimationFrame", (timer: number) => clearTimeout(timer));
});

function open(doc = drawn()) {
  const tools = createTools(doc);
  render(
    <EditorProvider tools={tools}>
      <Outline />
    </EditorProvider>,
  );
  const row = (id: string) => document.querySelector<HTMLElement>(`[data-row="${id}"]`) as HTMLElement;
  const press = (key: string, more: object = {}) => act(() => void fireEvent.keyDown(document.activeElement as Element, { key, ...more }));
  const focus = (id: string) => act(() => row(id).focus());
  /** Where the focus is: `say`, or `say add` in a cell of it. */
  const at = () => {
    const now = document.activeElement;
    const here = now?.closest<HTMLElement>("[data-row]");
    return [here?.dataset.row, now === here ? undefined : now?.closest<HTMLElement>("[data-column]")?.dataset.column].filter(Boolean).join(" ");
  };
  const rows = () => [...document.querySelectorAll<HTMLElement>("[data-row]")].map((one) => one.dataset.row);
  return { tools, row, press, focus, at, rows };
}

test("it is a tree grid: each row tells its level, its place and whether it is open", () => {
  const { row } = open();
  expect(screen.getByRole("treegrid", { name: "Steps of the flow" }).getAttribute("aria-rowcount")).toBe("6");
  const told = (id: string) => ["level", "posinset", "setsize", "expanded", "rowindex"].map((one) => row(id).getAttribute(`aria-${one}`));
  expect(told("start")).toEqual(["1", "1", "3", null, "2"]);
  expect(told("each")).toEqual(["1", "2", "3", "true", "3"]);
  expect(told("more")).toEqual(["2", "2", "2", null, "5"]);
  expect(row("each").getAttribute("aria-label")).toBe("For each ‘each’, step 2 of 5, on body to say; leads to words");
  expect(screen.getAllByRole("columnheader").map((one) => one.textContent)).toEqual(["Step", "Leads to", "State", "Add", "More"]);
  for (const cell of row("words").children) expect(cell.getAttribute("role")).toBe("gridcell");
});

test("Tab stops at one row, and from a cell goes on instead of back to its row", () => {
  const { row, focus, press } = open();
  const stops = () => [...document.querySelectorAll<HTMLElement>("[role=treegrid] [tabindex='0'], [role=treegrid] button:not([tabindex])")];
  expect(stops()).toEqual([row("start")]);
  focus("each");
  expect(stops()).toEqual([row("each")]);
  press("ArrowRight");
  expect(stops()).toEqual([]);
  act(() => (document.activeElement as HTMLElement).blur());
  expect(stops()).toEqual([row("each")]);
});

test("up and down go from row to row, Home and End to the first and last", () => {
  const { focus, press, at, tools } = open();
  focus("start");
  press("ArrowDown");
  press("ArrowDown");
  expect(at()).toBe("say");
  expect(tools.editor.getState().active).toBe("say");
  press("ArrowUp");
  expect(at()).toBe("each");
  press("End");
  expect(at()).toBe("words");
  press("ArrowDown");
  expect(at()).toBe("words");
  press("Home");
  expect(at()).toBe("start");
});

test("right goes into the cells, left back out; up and down keep the column, Escape goes to the row", () => {
  const { focus, press, at } = open();
  focus("start");
  const seen = ["ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight"].map((key) => (press(key), at()));
  expect(seen).toEqual(["start step", "start ways", "start add", "start more"]);
  press("ArrowDown");
  expect(at()).toBe("each more");
  press("Home");
  expect(at()).toBe("each step");
  press("End");
  press("End", { ctrlKey: true });
  expect(at()).toBe("words more");
  press("Escape");
  expect(at()).toBe("words");
  press("ArrowRight");
  press("ArrowLeft");
  expect(at()).toBe("words");
});

test("left folds a body and right unfolds it; from inside left goes to what it is in", () => {
  const { focus, press, at, rows, row } = open();
  focus("more");
  press("ArrowLeft");
  expect(at()).toBe("each");
  press("ArrowLeft");
  expect(rows()).toEqual(["start", "each", "words"]);
  expect(row("each").getAttribute("aria-expanded")).toBe("false");
  expect(at()).toBe("each");
  press("ArrowDown");
  expect(at()).toBe("words");
  press("ArrowUp");
  press("ArrowRight");
  expect(rows()).toEqual(["start", "each", "say", "more", "words"]);
});

test("a body that is folded unfolds for whoever is led into it, and folding it leaves nobody inside", () => {
  const { tools, focus, rows } = open();
  focus("say");
  act(() => screen.getByRole("button", { name: "Fold ‘each’" }).click());
  expect(tools.editor.getState().active).toBe("each");
  expect(rows()).toEqual(["start", "each", "words"]);
  act(() => tools.editor.select(["more"]));
  expect(rows()).toEqual(["start", "each", "say", "more", "words"]);
});

test("a name is changed in its row: Enter takes it and the references follow, Escape leaves it", async () => {
  const { tools, focus, press, at } = open();
  focus("say");
  press("ArrowRight");
  press("Enter");
  const field = screen.getByRole("textbox", { name: "Name of ‘say’" });
  expect(document.activeElement).toBe(field);
  fireEvent.change(field, { target: { value: "More!" } });
  press("Enter");
  expect(screen.getByRole("alert").textContent).toBe("Use small letters, digits and _; begin with a letter.");
  fireEvent.change(field, { target: { value: "greet" } });
  press("Enter");
  await vi.waitFor(() => expect(at()).toBe("greet"));
  expect(tools.editor.getState().doc.flow.edges.map((edge) => edge.to)).toContain("greet");
  expect(tools.editor.getState().said).toBe("Renamed to greet; references follow.");
  act(() => tools.canvas.current?.rename?.("greet"));
  fireEvent.change(screen.getByRole("textbox", { name: "Name of ‘greet’" }), { target: { value: "other" } });
  press("Escape");
  await vi.waitFor(() => expect(at()).toBe("greet"));
});

test("Enter connects from the cell that says where a step leads, and Shift with the arrows chooses several", () => {
  const { tools, focus, press } = open();
  focus("words");
  press("ArrowRight");
  press("ArrowRight");
  press("Enter");
  expect(tools.editor.getState().overlay).toEqual({ is: "connect", from: "words" });
  focus("each");
  press("ArrowDown", { shiftKey: true });
  expect([...tools.editor.getState().nodes]).toEqual(["each", "say"]);
});

test("a broken connection is in the row of its step, and what has the focus there is the connection", () => {
  const { tools, focus, press, row } = open();
  focus("words");
  for (let times = 0; times < 3; times += 1) press("ArrowRight");
  press("End");
  expect(document.activeElement).toBe(row("words").querySelector("[data-edge-tools] button:last-child"));
  expect([...tools.editor.getState().edges]).toEqual(["words.maybe->nobody"]);
  expect(tools.editor.getState().nodes.size).toBe(0);
});

test("of a thousand steps a few are drawn, the one that is chosen always, and the arrows go on past what is", async () => {
  const many = Array.from({ length: 1_000 }, (_, index) => node(`step_${index}`));
  const { tools, rows, press, at, focus } = open(docOf(flow(many, ["start", ...many.map((one) => one.id)].slice(0, -1).map((id, index) => `${id}>step_${index}`).join(" "))));
  expect(rows().length).toBeLessThan(60);
  act(() => tools.editor.select(["step_700"]));
  expect(rows()).toContain("step_700");
  focus("step_700");
  press("ArrowDown");
  await vi.waitFor(() => expect(at()).toBe("step_701"));
  expect(document.querySelectorAll("*").length).toBeLessThan(2_500);
});
