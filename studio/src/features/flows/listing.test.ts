import { expect, test } from "vitest";
import type { FlowSummary, Run } from "@/api/types";
import { listed, successes } from "./listing";

const flow = (name: string, more: Partial<FlowSummary> = {}) => ({ name, title: "", description: "", updated_at: "2026-01-01", problems: { errors: 0, warnings: 0 }, last_run: null, ...more }) as FlowSummary;
const names = (flows: FlowSummary[]) => flows.map((one) => one.name);

test("a flow is found by its title, its name and what it is for", () => {
  const flows = [flow("vpn", { title: "Remote access" }), flow("mail", { description: "Resets a mailbox" })];
  expect(names(listed(flows, " remote ", "name"))).toEqual(["vpn"]);
  expect(names(listed(flows, "MAILBOX", "name"))).toEqual(["mail"]);
  expect(listed(flows, "printer", "name")).toEqual([]);
});

test("what needs somebody comes first when one sorts by problems", () => {
  const flows = [flow("a"), flow("b", { problems: { errors: 0, warnings: 3 } }), flow("c", { problems: { errors: 1, warnings: 0 } })];
  expect(names(listed(flows, "", "problems"))).toEqual(["c", "b", "a"]);
});

test("success counts what ended, and not tests of drafts", () => {
  const run = (status: string, draft = false) => ({ flow: "a", status, draft, usage: { cost_micros: 300 } }) as Run;
  expect(successes([run("completed"), run("completed"), run("failed"), run("running"), run("failed", true)]).get("a")).toEqual({ ended: 3, percent: 67, micros: 300 });
});
