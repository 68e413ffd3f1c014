import { expect, test } from "vitest";
import { inWords } from "@/api/kind-words";
import type { NodeKind } from "@/flow/types";
import { i18n } from "@lingui/core";
import { kinds } from "@/testing/builders";
import { kindGroups } from "./groups";
import { findKinds } from "./search";

const all = [...kinds.values()];
const tool = (server: string, name: string, effect: NodeKind["effect"] = "write"): NodeKind => ({ ...(kinds.get("mcp_tool") as NodeKind), name: `mcp:${server}/${name}`, title: name, summary: "", effect, synonyms: [server, name, "mcp", "tool"] });
const first = (list: NodeKind[], search: string) => findKinds(list, search)[0]?.name;

test("a kind is found by what people call it", () => {
  expect(first(all, "mail")).toBe("notify");
  expect(first(all, "rag")).toBe("kb_search");
  expect(first(all, "if")).toBe("condition");
  expect(first(all, "live chat")).toBe("handoff");
  expect(findKinds(all, "waits").map((kind) => kind.name)).toContain("approval");
  expect(findKinds(all, "zzz")).toEqual([]);
});

test("a title comes before a synonym, and a whole synonym before the beginning of one", () => {
  expect(first(all, "reply")).toBe("reply");
  expect(first(all, "search")).toBe("kb_search");
  expect(first(all, "case")).toBe("create_ticket");
});

test("capitals and accents do not matter", () => {
  const kind: NodeKind = { ...(kinds.get("loop") as NodeKind), name: "x", title: "Pętla główna", synonyms: [] };
  expect(first([kind], "PETLA GLOWNA")).toBe("x");
});

test.each(["de", "pl", "es"])("every kind has words of its own to be found by in %s, and keeps the English ones", async (language) => {
  i18n.loadAndActivate({ locale: language, messages: {} });
  try {
    const local = await inWords(all);
    for (const kind of local) {
      const english = kinds.get(kind.name)?.synonyms ?? [];
      expect(kind.synonyms, kind.name).toEqual(expect.arrayContaining(english));
      expect(kind.synonyms.filter((word) => !english.includes(word)).length, kind.name).toBeGreaterThanOrEqual(3);
    }
    expect(first(local, "mail")).toBe("notify");
    expect(first(local, { de: "wenn", pl: "jesli", es: "si" }[language] ?? "")).toBe("condition");
  } finally {
    i18n.loadAndActivate({ locale: "en", messages: {} });
  }
});

test("the tools of MCP servers stand under what acts, by server", () => {
  const act = kindGroups([...all, tool("jira", "search", "read"), tool("files", "read"), tool("jira", "create")]).find((group) => group.id === "act");
  expect(act?.parts[0]?.kinds.map((kind) => kind.name)).toContain("notify");
  expect(act?.parts.map(({ server }) => server)).toEqual([null, "files", "jira"]);
  expect(act?.parts[2]?.kinds.map((kind) => kind.title)).toEqual(["search", "create"]);
  expect(first([...all, tool("jira", "create")], "jira")).toBe("mcp:jira/create");
});
