// @vitest-environment happy-dom
import { useState } from "react";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { AuditEntry } from "@/api/types";
import { AuditLog } from "./AuditLog";
import { auditCsv } from "./audit-csv";
import type { AuditFilter } from "./audit-filter";

const entry = (seq: number, change: Partial<AuditEntry>): AuditEntry => ({ seq, at: "2026-11-20T10:00:00Z", actor_id: "u1", actor_name: "Ann Lee", action: "user.changed", object_kind: "user", object_id: "tom", data: {}, correlation_id: "c", hash: "h", ...change });
const newest = [
  entry(3, { data: { before: { name: "Tom", role: "agent" }, after: { name: "Tom", role: "team_lead" }, password: false } }),
  entry(2, { actor_name: "Bo Dahl", action: "kb_base.created", object_kind: "kb_base", object_id: "it", data: { title: "IT articles" } }),
];
const older = [entry(1, { actor_name: "Bo Dahl", object_id: "ann" })];

beforeEach(() => {
  vi.stubGlobal("fetch", (url: URL) => Promise.resolve(new Response(JSON.stringify(url.searchParams.has("after") ? { data: older, next: null } : { data: newest, next: 2 }))));
});
afterEach(() => vi.unstubAllGlobals());

async function show(first: AuditFilter = {}): Promise<() => AuditFilter> {
  let now = first;
  function Held() {
    const [filter, setFilter] = useState(first);
    now = filter;
    return <AuditLog filter={filter} onFilter={setFilter} />;
  }
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Held />
    </QueryClientProvider>,
  );
  await screen.findByRole("search");
  return () => now;
}
const objects = () =>
  within(screen.getByRole("table"))
    .getAllByRole("row")
    .slice(1)
    .map((row) => row.lastElementChild?.textContent);

test("the log is narrowed by who, what and which, and says how far back it has looked", async () => {
  const filter = await show();
  expect(objects()).toEqual(["tom", "it"]);
  fireEvent.change(screen.getByRole("combobox", { name: "Who" }), { target: { value: "Bo Dahl" } });
  expect(objects()).toEqual(["it"]);
  expect(screen.getByRole("status").textContent).toMatch(/^1 of the newest 2 entries/);
  fireEvent.click(screen.getByRole("button", { name: "Older entries" }));
  expect((await screen.findByText(/^2 of 3 entries/)).getAttribute("role")).toBe("status");
  expect(objects()).toEqual(["it", "ann"]);
  fireEvent.change(screen.getByRole("searchbox", { name: "Object" }), { target: { value: "user" } });
  expect(objects()).toEqual(["ann"]);
  expect(filter()).toEqual({ who: "Bo Dahl", object: "user" });
  fireEvent.click(screen.getByRole("button", { name: "Clear the filters" }));
  expect(objects()).toEqual(["tom", "it", "ann"]);
});

test("what nobody did leaves an empty list that can still be changed", async () => {
  await show({ who: "Nobody", action: "moon.landed" });
  expect(screen.queryByRole("table")).toBeNull();
  expect(screen.getByRole<HTMLSelectElement>("combobox", { name: "Who" }).value).toBe("Nobody");
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Export as CSV" }).disabled).toBe(true);
});

test("an entry tells field by field what was there before and what after", async () => {
  await show();
  const changed = screen.getByText("Before and after").closest("details");
  expect([...(changed?.querySelectorAll("dl > div") ?? [])].map((line) => line.textContent)).toEqual(["roleBefore:agentAfter:team_lead"]);
  expect(changed?.textContent).toContain("password");
  expect(screen.getByText("Details").closest("details")?.textContent).toContain("IT articles");
});

test("a table for other programs keeps commas and quotes, and nothing in it is run", () => {
  const [head, line] = auditCsv([entry(7, { actor_name: '=SUM("a",1)', data: { n: 1 } })]).split("\r\n");
  expect(head).toBe("seq,at,actor_name,actor_id,action,object_kind,object_id,data,correlation_id,hash");
  expect(line).toBe('7,2026-11-20T10:00:00Z,"\'=SUM(""a"",1)",u1,user.changed,user,tom,"{""n"":1}",c,h');
});
