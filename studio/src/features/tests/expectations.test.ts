import { expect, test } from "vitest";
import { read, write } from "./expectations";

test("parts of an expectation are read and written, and what is taken away leaves nothing empty behind", () => {
  const start = { reply: { contains: ["720"] }, path: { ends: "waiting" as const }, citations: [{ title: "VPN" }, { title: "Mail", base: "it" }] };
  expect(read(start, "citations")).toEqual(["VPN", '{"title":"Mail","base":"it"}']);
  expect(write(start, "citations", ["VPN", '{"title":"Mail","base":"it"}'])).toEqual(start);
  expect(write(start, "contains", undefined)).toEqual({ path: { ends: "waiting" }, citations: start.citations });
  expect(write({}, "tokens", 500)).toEqual({ usage: { max_tokens: 500 } });
  expect(write({ usage: { max_tokens: 500 } }, "tokens", undefined)).toEqual({});
  expect(write({}, "rubric", { text: "It is polite." })).toEqual({ rubric: { text: "It is polite." } });
  expect(write({ rubric: { text: "It is polite." } }, "rubric", undefined)).toEqual({});
  expect(write({}, "calls", { ticket: { times: 1 } })).toEqual({ calls: { ticket: { times: 1 } } });
});
