import { produce } from "immer";
import { expect, test } from "vitest";
import { docOf, edgesOf, flow, kinds, node } from "@/testing/builders";
import { along, swapAlong } from "./move-along";

const line = () => docOf(flow([node("kb", "kb_search"), node("words"), node("sorry", "reply"), node("done", "end"), node("fork", "condition")], "start>kb kb>words kb.error>sorry words>done sorry>done"));
const moved = (id: string, by: "earlier" | "later", doc = line()) => {
  const way = along(doc.flow, kinds, id, by);
  return "refused" in way ? way.refused : produce(doc, (draft) => swapAlong(draft, way));
};

test("a step that is moved later comes behind the next one, and its way on error stays its own", () => {
  const doc = moved("kb", "later");
  if (typeof doc === "string") throw new Error(doc);
  expect(edgesOf(doc.flow).toSorted()).toEqual(["kb.error>sorry", "kb>done", "sorry>done", "start>words", "words>kb"]);
  expect([doc.layout.nodes.kb?.x, doc.layout.nodes.words?.x]).toEqual([640, 320]);
});

test("earlier is the same from the other end, and undoes it", () => {
  const later = moved("kb", "later");
  if (typeof later === "string") throw new Error(later);
  const back = moved("kb", "earlier", later);
  if (typeof back === "string") throw new Error(back);
  expect(edgesOf(back.flow).toSorted()).toEqual(edgesOf(line().flow).toSorted());
});

test("where it cannot be moved the reason is said", () => {
  expect(moved("start", "later")).toBe("Every flow begins at ‘start’; it stays.");
  expect(moved("kb", "earlier")).toBe("‘kb’ is the first step here.");
  expect(moved("words", "later")).toBe("Nothing follows ‘done’: it stays behind ‘words’.");
  expect(moved("done", "earlier")).toBe("Several steps lead to ‘done’: there is no one step before it.");
  expect(moved("done", "later")).toBe("No step follows ‘done’.");
  const forked = docOf(flow([node("words"), node("ask", "condition"), node("a"), node("b")], "start>words words>ask ask.yes>a ask.no>b"));
  expect(moved("words", "later", forked)).toBe("‘ask’ leads to several ways: what follows it cannot be told apart.");
  const circle = docOf(flow([node("a"), node("b")], "start>a a>b b>a"));
  expect(moved("b", "earlier", circle)).toBe("‘a’ and ‘b’ do not follow each other on one way.");
});

test("a step does not leave its body that way", () => {
  const nest = docOf(flow([node("each", "map"), { ...node("say", "reply"), parent: "each" }, { ...node("more", "reply"), parent: "each" }], "start>each each.body>say say>more"));
  expect(moved("say", "earlier", nest)).toBe("‘say’ is the first step here.");
  const doc = moved("say", "later", nest);
  expect(typeof doc === "string" ? doc : edgesOf(doc.flow).toSorted()).toEqual(["each.body>more", "more>say", "start>each"]);
});
