import { i18n } from "@lingui/core";
import { afterEach, expect, test } from "vitest";
import { lackedPermission, problemWords } from "./problem-words";
import type { ProblemBody } from "./types";

afterEach(() => i18n.loadAndActivate({ locale: "en", messages: {} }));

const body = (code: string, detail: string) => ({ code, detail, title: "Not found" }) as ProblemBody;

test("in English the server’s own words are best", () => {
  expect(problemWords(body("not_found", "the ticket does not exist"), 404)).toBe("The ticket does not exist.");
  expect(problemWords(body("not_found", ""), 404)).toBe("Not found.");
});

test("in other languages the code says the gist, and the server’s words follow where they say more", () => {
  i18n.loadAndActivate({ locale: "de", messages: {} });
  expect(problemWords(body("not_found", "the ticket does not exist"), 404)).toBe("This does not exist, or not any more.");
  expect(problemWords(body("name_taken", "there is a base ‘it’"), 409)).toContain("There is a base ‘it’");
  expect(problemWords(body("brand_new", "what it says"), 409)).toBe("What it says.");
});

test("who lacks a permission is told in plain words, and what else is refused says why", () => {
  const lacks = body("forbidden", "this needs the permission flows:read");
  expect(problemWords(lacks, 403)).toBe("Your role does not allow this. Ask an administrator.");
  expect(lackedPermission(lacks)).toBe("flows:read");
  const other = body("forbidden", "you are not one of those who are asked");
  expect(problemWords(other, 403)).toBe("You are not one of those who are asked.");
  expect(lackedPermission(other)).toBeUndefined();
});
