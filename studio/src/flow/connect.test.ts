import { expect, test } from "vitest";
import { flow, kinds, node } from "@/testing/builders";
import { refusal } from "./connect";

const out = (id: string, port = "out") => ({ node: id, port });

test("what may be connected is not refused", () => {
  const made = flow([node("a"), node("b"), node("c")], "start>a a>b");
  expect(refusal(made, kinds, out("b"), "c")).toBeNull();
  expect(refusal(made, kinds, out("start"), "b")).toBeNull();
});

test("a refusal says why", () => {
  const made = flow([node("a"), node("done", "end")], "start>a a>done");
  expect(refusal(made, kinds, out("a"), "start")).toMatch(/begins at ‘start’/);
  expect(refusal(made, kinds, out("a"), "a")).toMatch(/cannot follow itself/);
  expect(refusal(made, kinds, out("a"), "done")).toMatch(/already/);
  expect(refusal(made, kinds, out("done"), "a")).toMatch(/nothing follows/);
  expect(refusal(made, kinds, out("a", "maybe"), "done")).toMatch(/no port/);
});

test("a way back to one entry makes a loop", () => {
  const made = flow([node("ask"), node("check"), node("end_it")], "start>ask ask>check check>end_it");
  expect(refusal(made, kinds, out("check"), "ask")).toBeNull();
});

test("a second way into a loop is refused and names the entry", () => {
  const made = flow([node("first"), node("ask"), node("check")], "start>first first>ask ask>check check>ask");
  expect(refusal(made, kinds, out("first"), "check")).toBe("Would make a second way into the loop at ‘ask’. Connect to its first step ‘ask’ instead.");
});

test("a way back that would give a cycle two entries is refused", () => {
  const made = flow([node("a"), node("b"), node("c")], "start>a start>b a>c b>c");
  expect(refusal(made, kinds, out("c"), "a")).toMatch(/two ways in/);
});
