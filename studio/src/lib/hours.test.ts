import { expect, test } from "vitest";
import { daysInWords, hoursInWords, openInWords, opensInWords } from "./hours";

test("days in a row are a span, and others are named", () => {
  expect(daysInWords([5, 1, 2, 3, 4])).toBe("Monday to Friday");
  expect(daysInWords([1, 2])).toBe("Monday and Tuesday");
  expect(daysInWords([1, 3, 4, 5, 7])).toBe("Monday, Wednesday to Friday, and Sunday");
  expect(daysInWords([1, 2, 3, 4, 5, 6, 7])).toBe("every day");
});

test("a time zone is named to those who live in another", () => {
  const hours = { days: [1], from: "09:00", to: "17:00", timezone: "Europe/Warsaw" };
  expect(hoursInWords(hours, "Europe/Warsaw")).toBe("Monday, 09:00–17:00");
  expect(hoursInWords(hours, "UTC")).toBe("Monday, 09:00–17:00 (Europe/Warsaw)");
});

test("the next opening is today, tomorrow or on a day, as the reader's clock has it", () => {
  const now = new Date(2026, 2, 27, 23, 30);
  const at = (day: number, hour: number) => new Date(2026, 2, day, hour).toISOString();
  expect(opensInWords(at(28, 9), now)).toBe("tomorrow at 09:00");
  expect(opensInWords(at(28, 9), new Date(2026, 2, 28, 0, 10))).toBe("today at 09:00");
  expect(opensInWords(at(30, 9), now)).toBe("Monday, March 30 at 09:00");
});

test("an opening in another year names the year", () => {
  const now = new Date(2026, 11, 31, 18);
  expect(opensInWords(new Date(2027, 0, 4, 9).toISOString(), now)).toBe("Monday, January 4, 2027 at 09:00");
  expect(opensInWords(new Date(2027, 0, 1, 9).toISOString(), now)).toBe("tomorrow at 09:00");
});

test("two clocks in one sentence are told apart", () => {
  const hours = { days: [1, 2, 3, 4, 5, 6, 7], from: "09:00", to: "17:00", timezone: "Europe/Warsaw" };
  const soon = new Date(Date.now() + 60_000).toISOString();
  expect(openInWords(hours, soon, "Europe/Warsaw")).toMatch(/^The desk is closed now and opens (today|tomorrow) at \d\d:\d\d\. Opening hours: every day, 09:00–17:00\.$/);
  expect(openInWords(hours, soon, "America/Lima")).toMatch(/ at \d\d:\d\d \(your time\)\. Opening hours: every day, 09:00–17:00 \(Europe\/Warsaw\)\.$/);
  expect(openInWords(hours, null, "America/Lima")).toBe("The desk is open now. Opening hours: every day, 09:00–17:00 (Europe/Warsaw).");
});
