import { expect, test } from "vitest";
import { kinds } from "@/testing/builders";
import { rootsRead } from "./reads";

const known = ["input", "kb", "answer", "state", "user"];
const read = (kind: string, config: unknown) => rootsRead(config, kinds.get(kind)?.config_schema, known);

test("names are found in holes, conditions and scripts, and nowhere else", () => {
  expect(read("llm", { prompt: "kb {{ input.message }} {{ x.kb }}", system: "answer" })).toEqual(["input"]);
  expect(read("condition", { cases: [{ port: "kb", when: "answer.confidence > 0.5 && kb.count > 0" }] })).toEqual(["kb", "answer"]);
  expect(read("script", { code: "let a = `${state.tried}`; a" })).toEqual(["state"]);
  expect(read("create_ticket", { title: "x", fields: { who: "{{ user.email }}" } })).toEqual(["user"]);
  expect(read("template", undefined)).toEqual([]);
});
