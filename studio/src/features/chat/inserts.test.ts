import { expect, test } from "vitest";
import { placed } from "./inserts";

const message = (second: number, run_id: string) => ({ created_at: `2026-01-01T00:00:0${second}.000Z`, run_id });
const insert = (id: string, run: string, time: string) => ({ id, run, at: `2026-01-01T00:00:${time}Z`, content: null });

test("each comes after what was said before it, and never before the message that began its run", () => {
  const messages = [message(1, "r1"), message(3, "r1"), message(5, "r2"), message(7, "r2")];
  const found = placed([insert("late", "r2", "09"), insert("early", "r2", "04.990"), insert("first", "r1", "02")], messages);
  expect([...found].map(([at, all]) => [at, all.map((one) => one.id)])).toEqual([[0, ["first"]], [2, ["early"]], [3, ["late"]]]);
  expect(placed([insert("alone", "r0", "00")], messages).get(0)?.map((one) => one.id)).toEqual(["alone"]);
});
