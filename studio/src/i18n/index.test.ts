import { i18n } from "@lingui/core";
import { compileMessage } from "@lingui/message-utils/compileMessage";
import { afterEach, expect, test } from "vitest";
import { keyOf } from "./key";
import { known, locale, t, term } from "./index";

afterEach(() => i18n.loadAndActivate({ locale: "en", messages: {} }));

test("English needs no catalogue", () => {
  expect(t("Save")).toBe("Save");
  expect(term("Open", "a state")).toBe("Open");
  expect(t("{count, plural, one {# node} other {# nodes}}", { count: 2 })).toBe("2 nodes");
  expect(known("toString")).toBe("toString");
});

test("a catalogue answers for texts, terms and messages, and what it does not know stays English", () => {
  const messages = { [keyOf("Save")]: "Zapisz", [keyOf("Open (a state)")]: "Otwarte", [keyOf("{count, plural, one {# node} other {# nodes}}")]: compileMessage("{count, plural, one {# węzeł} few {# węzły} many {# węzłów} other {# węzła}}") };
  i18n.loadAndActivate({ locale: "pl", messages });
  expect(locale()).toBe("pl");
  expect(t("Save")).toBe("Zapisz");
  expect(term("Open", "a state")).toBe("Otwarte");
  expect(t("Open")).toBe("Open");
  expect([1, 3, 5, 1.5].map((count) => t("{count, plural, one {# node} other {# nodes}}", { count }))).toEqual(["1 węzeł", "3 węzły", "5 węzłów", "1,5 węzła"]);
  expect(known("Values in {{ }} are filled in.")).toBe("Values in {{ }} are filled in.");
});
