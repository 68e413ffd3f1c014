// @vitest-environment happy-dom
import { useState } from "react";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { flowsQuery } from "@/api/flows";
import { EditorProvider, type EditorTools } from "@/editor/context";
import { createRunStore } from "@/editor/runs/run-store";
import { createTrialStore } from "@/editor/runs/trial-store";
import { createEditor } from "@/editor/store";
import { createTaste } from "@/editor/taste";
import { pointed } from "@/flow/ports";
import type { Finding } from "@/flow/types";
import { docOf, flow, kinds, node } from "@/testing/builders";
import { SchemaField } from "../SchemaField";

// It is a link, which asks for a router.
vi.mock("@/ui/code-link", () => ({ CodeLink: ({ code }: { code: string }) => code }));

/** One setting of a kind, as the inspector shows it; `now` is what the flow would have. */
function show(kind: string, field: string, start?: unknown, findings: Finding[] = []) {
  const seen = { now: start };
  const client = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } } });
  client.setQueryData(flowsQuery.queryKey, [
    { name: "order", title: "Order things", published: { version: 1 } },
    { name: "sketch", title: "Sketch", published: null },
  ] as never);
  const editor = createEditor({ name: "test", kinds, doc: docOf(flow([node("n", kind)], "start>n")) });
  const tools: EditorTools = { editor, runs: createRunStore(), trial: createTrialStore("u", "f"), taste: createTaste("u"), sync: null, canvas: { current: null }, focusPalette: { current: null }, focusChat: { current: null } };
  function Shown() {
    const [value, setValue] = useState(start);
    const change = (next: unknown) => {
      seen.now = next;
      setValue(next);
    };
    const schema = pointed(kinds.get(kind)?.config_schema, `/properties/${field}`) as Record<string, unknown>;
    return <SchemaField node="n" name={field} schema={schema} value={value} required={false} findings={findings} pointer={`/config/${field}`} disabled={false} onChange={change} />;
  }
  render(
    <QueryClientProvider client={client}>
      <EditorProvider tools={tools}>
        <Shown />
      </EditorProvider>
    </QueryClientProvider>,
  );
  return seen;
}
const type = (label: string | RegExp, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole("button", { name }));

test("a flow is chosen from those that are published, and one that is not is named", () => {
  const seen = show("subflow", "flow");
  expect([...document.querySelectorAll("datalist option")].map((option) => option.getAttribute("value"))).toEqual(["order"]);
  type("Flow", "order");
  expect(seen.now).toBe("order");
  expect(screen.queryByText(/not published/)).toBeNull();
  type("Flow", "sketch");
  expect(screen.getByText("‘sketch’ is not published yet.")).toBeTruthy();
  type("Flow", "");
  expect(seen.now).toBeUndefined();
});

test("people are asked by e-mail or by role, in an order that can be changed", () => {
  const seen = show("approval", "approvers");
  expect(screen.getByText("Nobody is named yet.")).toBeTruthy();
  press("Add person");
  type("E-mail of person 1", "ann@example.com");
  press("Add role");
  type("Role 2", "team_lead");
  expect(seen.now).toEqual([{ email: "ann@example.com" }, { role: "team_lead" }]);
  press("Ask person 2 earlier");
  expect(seen.now).toEqual([{ role: "team_lead" }, { email: "ann@example.com" }]);
  press("Remove person 1");
  press("Remove person 1");
  expect(seen.now).toBeUndefined();
});

test("a tool is a kind or a flow, with its name, its approval and what is fixed", () => {
  const seen = show("agent", "tools");
  press("Add tool");
  type(/^Kind/, "kb_search");
  type("Name", "search_articles");
  type("Approval", "always");
  type(/^New name in/, "base");
  press("Add");
  type("Value of base", "it");
  press("Add flow");
  type(/^Flow/, "order");
  expect(seen.now).toEqual([{ kind: "kb_search", name: "search_articles", approval: "always", config: { base: "it" } }, { flow: "order" }]);
  press("Remove tool 1");
  expect(seen.now).toEqual([{ flow: "order" }]);
});

test("what an agent may use are kinds that do something, not the flow's own machinery", () => {
  show("agent", "tools", [{ kind: "kb_search" }]);
  const offered = [...screen.getByLabelText(/^Kind/).querySelectorAll("option")].map((option) => option.getAttribute("value"));
  expect(offered).toContain("http_request");
  expect(offered).not.toContain("condition");
});

test("office hours are settings by name, and their days are numbers", () => {
  const seen = show("wait", "calendar");
  type("Time zone", "Europe/Warsaw");
  press(/^Add to Days/i);
  type(/^Days, entry 1/i, "1");
  expect(seen.now).toEqual({ timezone: "Europe/Warsaw", days: [1] });
});

const finding = (field: string): Finding => ({ code: "FR302", severity: "error", node: "n", field, cause: "it is empty", mend: "fill it in" }) as Finding;

test.each([
  ["an empty condition of a case", "condition", "cases", [{ port: "yes", when: "" }], "/config/cases/0/when"],
  ["the name of a case", "condition", "cases", [{ port: "", when: "true" }], "/config/cases/0/port"],
  ["a list of cases", "condition", "cases", [], "/config/cases"],
  ["a case that is no more", "condition", "cases", [{ port: "yes", when: "true" }], "/config/cases/1/when"],
  ["a person", "approval", "approvers", [{ email: "" }], "/config/approvers/0/email"],
  ["the kind of a tool", "agent", "tools", [{ kind: "gone" }], "/config/tools/0/kind"],
  ["the name of a tool", "agent", "tools", [{ kind: "kb_search", name: "!" }], "/config/tools/0/name"],
  ["the days of a calendar", "wait", "calendar", { days: [9] }, "/config/calendar/days/0"],
])("what is wrong with %s is said once", (_, kind, field, start, at) => {
  show(kind, field, start, [finding(at)]);
  expect(document.querySelectorAll("[data-finding]")).toHaveLength(1);
});
