// @vitest-environment happy-dom
import { render } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Comparison, NodeComparison, NodeOutcome } from "@/api/runs";
import type { Run, RunEvent } from "@/api/types";
import { Verdict } from "./Verdict";

const ended = { ended_at: "2026-11-20T10:00:00Z" } as Run;
const going = { ended_at: null } as Run;

const done = (output: unknown): NodeOutcome => ({ status: "completed", output, duration_ms: 3 });
const SKIPPED: NodeOutcome = { status: "skipped", output: null, duration_ms: null };
const node = (name: string, a: NodeOutcome | null, b: NodeOutcome | null): NodeComparison => ({ node: name, a, b, differs: JSON.stringify([a?.status, a?.output]) !== JSON.stringify([b?.status, b?.output]) });
const event = (kind: string, payload: Record<string, unknown> = {}) => ({ kind, payload }) as unknown as RunEvent;
const completed = (port: string) => event("node.completed", { port });

function said(nodes: NodeComparison[], first: Comparison["first_difference"], a = ended, b = ended): string {
  const found = { nodes, first_difference: first, same_until: 0, usage: { a: null, b: null } } as Comparison;
  const { container, unmount } = render(<Verdict found={found} a={a} b={b} />);
  const text = container.textContent ?? "";
  unmount();
  return text;
}

test("two runs that did the same are said to have done the same", () => {
  expect(said([node("kb", done(1), done(1))], null)).toBe("Both went the same way and answered the same, step by step.");
});

test("another answer on the same way is not called another way", () => {
  const nodes = [node("kb", done(1), done(2)), node("say", done("x"), done("x")), node("sorry", SKIPPED, SKIPPED)];
  expect(said(nodes, { node: "kb", a: completed("out"), b: completed("out") })).toBe("They went the same way, with other values from ‘kb’ on. 1 node answered something else.");
});

test("a step that is left by another port is where the ways part", () => {
  const nodes = [node("helped", done("yes"), done("no")), node("good", done("g"), SKIPPED), node("ticket", SKIPPED, done("t"))];
  expect(said(nodes, { node: "helped", a: completed("yes"), b: completed("no") })).toBe("They go different ways from ‘helped’ on. 1 node answered something else.");
});

test("when they answer differently first and part later, the step that only one came to is named", () => {
  const nodes = [node("kb", done(1), done(2)), node("good", done("g"), null)];
  expect(said(nodes, { node: "kb", a: completed("out"), b: completed("out") })).toBe("They go different ways: only run A came to ‘good’. 1 node answered something else.");
});

test("a run that still goes on is not said to go another way", () => {
  const nodes = [node("kb", done(1), done(1)), node("say", done("x"), null), node("end", done(null), null)];
  expect(said(nodes, { node: "say", a: event("node.started"), b: null }, ended, going)).toBe("So far both went the same way and answered the same, step by step. Run B has not ended yet.");
  expect(said(nodes.slice(0, 1), null, going, going)).toBe("So far both went the same way and answered the same, step by step. Neither has ended yet.");
});

test("a run that goes on and has answered something else is told as such", () => {
  const nodes = [node("kb", done(1), done(2)), node("say", done("x"), null)];
  expect(said(nodes, { node: "kb", a: completed("out"), b: completed("out") }, ended, going)).toBe("So far they went the same way, with other values from ‘kb’ on. 1 node answered something else. Run B has not ended yet.");
});

test("other input and another version are told apart, and how they went is told too", () => {
  const began = (input: string, version: string) => event("run.started", { input, version });
  const nodes = [node("kb", done(1), done(1))];
  expect(said(nodes, { node: null, a: began("vpn", "v1"), b: began("mfa", "v1") })).toBe("They were given different input. They went the same way. No node answered something else.");
  expect(said(nodes, { node: null, a: began("vpn", "v1"), b: began("vpn", "v2") })).toBe("They ran two different versions of the flow. They went the same way. No node answered something else.");
});
