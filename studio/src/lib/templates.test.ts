import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { passwordReset } from "@/flow/password-reset";
import { TEMPLATES } from "./templates";

const example = (...path: string[]) => join(import.meta.dirname, "../../../examples/it-helpdesk", ...path);
const has = (id: string) => TEMPLATES.find((one) => one.id === id)?.has;

test("a template says how much is in it, and that is in it", () => {
  const flow = JSON.parse(readFileSync(example("flow.json"), "utf8")) as { nodes: unknown[] };
  const count = (folder: string) => readdirSync(example(folder)).length;
  expect(has("it-helpdesk")).toBe(`${flow.nodes.length} steps, ${count("knowledge")} sample articles, a ticket form, ${count("tests")} tests`);
  const access = passwordReset({ format: "flowright/1", name: "a", title: "", nodes: [], edges: [] } as never);
  expect(has("access")).toMatch(new RegExp(`^${access.nodes.length} steps`));
});
