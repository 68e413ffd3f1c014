import { i18n } from "@lingui/core";
import { afterEach, expect, test } from "vitest";
import { known } from "@/i18n";
import kinds from "@/flow/generated/kinds.json";
import { inWords } from "./kind-words";

afterEach(() => i18n.loadAndActivate({ locale: "en", messages: {} }));

test("kinds speak the reader’s language, down to their fields, and nothing else of them changes", async () => {
  expect(await inWords(kinds)).toBe(kinds);
  i18n.loadAndActivate({ locale: "de", messages: {} });
  const german = await inWords(kinds);
  const wait = german.find((kind) => kind.name === "wait");
  expect(wait?.title).toBe("Warten");
  // With the kinds come the titles of what their checks find.
  expect(known("FR011")).toBe("Fehlende Einstellung");
  expect(JSON.stringify(german)).toContain("Etwa Europe/Warsaw.");
  const notify = german.find((kind) => kind.name === "notify");
  expect(notify?.synonyms).toEqual(expect.arrayContaining(["benachrichtigen", "mail"]));
  const isSaid = (key: string, value: unknown) => (["title", "summary", "help", "description", "card"].includes(key) && typeof value === "string") || key === "synonyms";
  const bare = (text: string) => JSON.stringify(JSON.parse(text, (key, value: unknown) => (isSaid(key, value) ? "" : value)));
  expect(bare(JSON.stringify(german))).toBe(bare(JSON.stringify(kinds)));
});
