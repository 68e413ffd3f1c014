import { expect, test } from "vitest";
import { flow, node } from "@/testing/builders";
import type { Finding } from "@/flow/types";
import { edgeOfFinding, findingGroups, findingKey, nextFinding } from "./findings";

const made = flow([node("last"), node("first"), node("second")], "start>first first>second second>last");
const finding = (of: string | null, field: string, severity: Finding["severity"] = "error"): Finding => ({ code: "FR011", node: of, field, severity, cause: `${field} is missing`, mend: "set it", help: "" }) as Finding;
const all = [finding("last", "/a", "warning"), finding("second", "/b"), finding("gone", "/c"), finding("last", "/d"), finding(null, "/edges/1/from"), finding("first", "/e")];
const fields = (some: Finding[]) => some.map((one) => one.field);

test("the flow comes first, then the nodes in the order of the steps, errors before warnings, and last what is no more", () => {
  expect(findingGroups(made, all).map((group) => [group.node, fields(group.findings)])).toEqual([
    [null, ["/edges/1/from"]],
    ["first", ["/e"]],
    ["second", ["/b"]],
    ["last", ["/d", "/a"]],
    ["gone", ["/c"]],
  ]);
});

test("F8 goes through all of them once around, also where one node has several", () => {
  let last: Finding | undefined;
  const seen: (string | null | undefined)[] = [];
  for (let step = 0; step < 7; step += 1) {
    last = nextFinding(made, all, { last: last ? findingKey(last) : null, active: last?.node ?? null }, 1);
    seen.push(last?.field);
  }
  expect(seen).toEqual(["/edges/1/from", "/e", "/b", "/d", "/a", "/c", "/edges/1/from"]);
  expect(nextFinding(made, all, { last: findingKey(all[1] as Finding), active: "second" }, -1)?.field).toBe("/e");
});

test("from a node one went to by oneself, its own come first; what was mended is not looked for", () => {
  expect(nextFinding(made, all, { last: findingKey(all[1] as Finding), active: "last" }, 1)?.field).toBe("/d");
  expect(nextFinding(made, all, { last: "mended", active: "second" }, 1)?.field).toBe("/b");
  expect(nextFinding(made, all, { last: null, active: "start" }, -1)?.field).toBe("/c");
  // The last one of a node is mended: it goes on from there.
  const left = all.filter((one) => one.node !== "first");
  expect(nextFinding(made, left, { last: "mended", active: "first" }, 1)?.field).toBe("/b");
  expect(nextFinding(made, left, { last: "mended", active: "first" }, -1)?.field).toBe("/c");
  expect(nextFinding(made, [], { last: null, active: null }, 1)).toBeUndefined();
});

test("a finding about a connection names it", () => {
  expect(edgeOfFinding(made, finding(null, "/edges/1/from"))).toEqual({ from: "first", to: "second" });
  expect(edgeOfFinding(made, finding(null, "/edges"))).toBeUndefined();
  expect(edgeOfFinding(made, finding("first", "/edges/1"))).toBeUndefined();
});
