import { expect, test } from "vitest";
import { Problem } from "@/api/http";
import { Keys, patiently } from "./patience";

const failing = (times: number, status: number) => {
  let calls = 0;
  return async () => {
    calls += 1;
    if (calls <= times) throw new Problem(status, "no");
    return calls;
  };
};

test("what the network did not carry is tried again, what was refused is not", async () => {
  expect(await patiently(failing(2, 0), [0, 0, 0])).toBe(3);
  await expect(patiently(failing(1, 409), [0, 0])).rejects.toThrow();
  await expect(patiently(failing(9, 503), [0, 0])).rejects.toThrow();
});

test("a message that may have arrived keeps its key when it is sent again", () => {
  const keys = new Keys();
  const key = keys.of({ content: "a" });
  keys.failed({ content: "a" }, key, new Problem(0, "gone"));
  expect(keys.of({ content: "a" })).toBe(key);
  expect(keys.of({ content: "b" })).not.toBe(key);
  keys.failed({ content: "a" }, key, new Problem(422, "no"));
  expect(keys.of({ content: "a" })).not.toBe(key);
});
