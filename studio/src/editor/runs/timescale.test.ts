import { expect, test } from "vitest";
import { newRun, foldAll } from "./fold-events";
import { changedSince, momentAt, momentsOf } from "./moments";
import { timescale, waitsOf } from "./timescale";

test("a wait of two days takes little of the line, and what was worked keeps its proportions", () => {
  const scale = timescale(0, 200_000_000, [{ from: 1_000, to: 199_999_000 }]);
  expect([scale(0), scale(200_000_000)]).toEqual([0, 1]);
  expect(scale(1_000)).toBeCloseTo(1 - scale(199_999_000), 5);
  expect(scale(1_000)).toBeGreaterThan(0.4);
  expect(timescale(0, 100, [])(25)).toBe(0.25);
});

const event = (seq: number, kind: string, node: string | null, payload = {}) => ({ seq, at: new Date(seq * 1_000).toISOString(), kind, node, iteration: 0, payload });
const log = [
  event(1, "run.started", null),
  event(2, "node.completed", "start"),
  event(3, "state.changed", "count", { channel: "n", value: 1 }),
  event(4, "node.completed", "count"),
  event(5, "run.waiting", "ask"),
  event(6, "run.resumed", "ask", { node: "ask" }),
  event(7, "node.completed", "ask"),
];

test("a run can be looked at after each outcome and each wait", () => {
  const moments = momentsOf(log);
  expect(moments.map((moment) => moment.seq)).toEqual([2, 4, 5, 7]);
  expect([momentAt(moments, 1), momentAt(moments, 6)]).toEqual([-1, 2]);
  expect([changedSince(log, 2, 4), changedSince(log, 4, 7)]).toEqual([["n"], []]);
});

test("the run's waits are those of its steps", () => {
  expect(waitsOf(foldAll(newRun("r"), log).steps, 9_000)).toEqual([{ from: 6_000, to: 7_000 }]);
  expect(waitsOf(foldAll(newRun("r"), log.slice(0, 5)).steps, 9_000)).toEqual([{ from: 5_000, to: 9_000 }]);
});
