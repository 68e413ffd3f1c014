import { expect, test } from "vitest";
import type { DraftAuthor } from "@/api/draft-authors";
import { changedNodes, stillThere } from "./authored";

const author = (name: string, ...places: [string | null, string][]): DraftAuthor => ({ user: { id: name, name }, changed_at: "2026-01-01T00:00:00Z", places: places.map(([node, field]) => ({ node, field })) });
const isThere = (node: string) => ["start", "say"].includes(node);

test("a node that was deleted before the first version is nobody's change, nor is who did nothing else an author", () => {
  const kept = stillThere([author("Ada", ["say", ""], ["gone", ""]), author("Ben", ["gone", "/config"]), author("Cy", [null, "/title"])], isThere);
  expect(kept.map((one) => [one.user?.name, one.places.map((place) => place.node)])).toEqual([["Ada", ["say"]], ["Cy", [null]]]);
});

test("a node that only leads elsewhere is not listed as changed", () => {
  expect(changedNodes(author("Ada", ["start", "/edges"], ["say", "/config/text"], ["say", "/title"]).places)).toEqual(["say"]);
});
