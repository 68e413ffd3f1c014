import { keyOf } from "@/i18n/key";
import { i18n } from "@lingui/core";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

beforeEach(() => vi.resetModules());
afterEach(() => i18n.loadAndActivate({ locale: "en", messages: {} }));

async function speaking(locale: string) {
  const core = await import("@lingui/core");
  await import("@/i18n");
  core.i18n.loadAndActivate({ locale, messages: { [keyOf("just now")]: "gerade eben" } });
  return { ...(await import("./time")), ...(await import("@/i18n/format")) };
}

test("times and amounts are those of the language", async () => {
  const { ago, bytes, duration, fullTime, list, money, number, percent } = await speaking("de");
  const now = Date.parse("2026-11-26T12:00:00Z");
  expect(ago("2026-11-26T11:59:50Z", now)).toBe("gerade eben");
  expect(ago("2026-11-26T10:00:00Z", now)).toBe("vor 2 Stunden");
  expect(ago("2026-11-25T10:00:00Z", now)).toBe("gestern");
  expect(duration(1_234)).toBe("1,2 s");
  expect(duration(65_000)).toBe("1 min 5 s");
  expect(bytes(2_500_000)).toBe("2,4 MB");
  expect(fullTime("2026-11-03T12:00:00")).toBe("03.11.2026, 12:00");
  expect(number(1_204)).toBe("1.204");
  expect(percent(0.123, 1)).toBe("12,3\u00a0%");
  expect(money(0.0031)).toBe("0,0031\u00a0$");
  expect(list(["a", "b", "c"])).toBe("a, b und c");
});

test("English keeps its day of 24 hours", async () => {
  const { ago, clock, duration, list } = await speaking("en");
  expect(clock("2026-11-03T00:05:00")).toBe("00:05");
  expect(duration(0.2)).toBe("0 ms");
  expect(duration(150)).toBe("150 ms");
  expect(ago("2026-11-26T11:57:00Z", Date.parse("2026-11-26T12:00:00Z"))).toBe("3 minutes ago");
  expect(list(["a", "b"], "disjunction")).toBe("a or b");
});

test("names are sorted as the language sorts them", async () => {
  const { byName } = await speaking("pl");
  expect(["żaba", "zebra", "ławka", "node 10", "node 2", "lampa"].toSorted(byName)).toEqual(["lampa", "ławka", "node 2", "node 10", "zebra", "żaba"]);
});
