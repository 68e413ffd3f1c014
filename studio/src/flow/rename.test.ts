import { expect, test } from "vitest";
import { node } from "@/testing/builders";
import type { NodeKind } from "./types";
import { renameInExpression, renameInTemplate, rewriteNode } from "./rename";

const check = (before: string, after: string) => expect(renameInExpression(before, "kb", "search")).toBe(after);

test("a reference is renamed where it stands for the node", () => {
  check("kb.passages", "search.passages");
  check("kb", "search");
  check("len(kb.passages) > 0 && kb.best_score >= 0.6", "len(search.passages) > 0 && search.best_score >= 0.6");
  check('kb["title of kb"]', 'search["title of kb"]');
  check("kb?.passages", "search?.passages");
  check("#{ found: kb.count }", "#{ found: search.count }");
  check("a ? kb : b", "a ? search : b");
  check("1..kb.count", "1..search.count");
  check("`${kb.count} found`", "`${search.count} found`");
  check("a | kb | b", "a | search | b");
});

test("what only looks like the node is left alone", () => {
  check("other.kb", "other.kb");
  check("other?.kb", "other?.kb");
  check("kb_2.count", "kb_2.count");
  check("mykb", "mykb");
  check('"kb" + \'k\' + "say \\"kb\\""', '"kb" + \'k\' + "say \\"kb\\""');
  check("#{ kb: 1, b: #{ kb: kb.count } }", "#{ kb: 1, b: #{ kb: search.count } }");
  check("// kb\n/* kb /* kb */ kb */ kb.count", "// kb\n/* kb /* kb */ kb */ search.count");
  check("kb(1)", "kb(1)");
});

test("a name that the script declares itself hides the node from there on", () => {
  check("let kb = 1; kb + 1", "let kb = 1; kb + 1");
  check("kb.count; for kb in list { kb.title }", "search.count; for kb in list { kb.title }");
  check("list.map(|kb| kb.title)", "list.map(|kb| kb.title)");
  check("list.map(|a, kb| kb.title + a)", "list.map(|a, kb| kb.title + a)");
});

test("only the holes of a template are code", () => {
  const rename = (text: string) => renameInTemplate(text, "kb", "search");
  expect(rename("ask kb: {{ kb.count }} and {{ #{ a: kb.x }.a }} kb")).toBe("ask kb: {{ search.count }} and {{ #{ a: search.x }.a }} kb");
  expect(rename('{{ "}}" + kb.x }}')).toBe('{{ "}}" + search.x }}');
  expect(rename("{{ kb.x")).toBe("{{ kb.x");
});

test("each field is rewritten in the mode its schema gives it", () => {
  const kind = {
    config_schema: {
      properties: {
        text: { type: "string" },
        when: { "x-mode": "expression" },
        port: { "x-mode": "literal" },
        code: { "x-mode": "script" },
        cases: { items: { properties: { port: { "x-mode": "literal" }, when: { "x-mode": "expression" } } } },
      },
    },
  } as unknown as NodeKind;
  const made = node("a", "x", { text: "kb {{ kb.a }}", when: "kb.b", port: "kb", code: "kb.c", cases: [{ port: "kb", when: "kb.d" }], free: { deep: ["{{ kb.e }}"] } });
  rewriteNode(made, kind, "kb", "search");
  expect(made.config).toEqual({ text: "kb {{ search.a }}", when: "search.b", port: "kb", code: "search.c", cases: [{ port: "kb", when: "search.d" }], free: { deep: ["{{ search.e }}"] } });
});
