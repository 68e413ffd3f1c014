// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { firstSpoken, wantedLocale } from "./choice";

test("the first language that there is wins, whatever its region", () => {
  expect(firstSpoken(["fr-FR", "de-AT", "en"])).toBe("de");
  expect(firstSpoken(["PL"])).toBe("pl");
  expect(firstSpoken(["fr", "constructor"])).toBe("en");
  expect(firstSpoken([])).toBe("en");
});

test("a page inside another one speaks as it is told, unless the reader chose", () => {
  expect(wantedLocale("?locale=es", ["de"])).toBe("es");
  expect(wantedLocale("?locale=fr", ["de"])).toBe("de");
  localStorage.setItem("flowright.locale", "pl");
  expect(wantedLocale("?locale=es", ["de"])).toBe("pl");
  localStorage.setItem("flowright.locale", "xx");
  expect(wantedLocale("", ["de"])).toBe("de");
});
