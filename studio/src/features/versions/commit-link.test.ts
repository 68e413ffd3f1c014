import { expect, test } from "vitest";
import { commitLink } from "./commit-link";

test("a commit is linked where its repository can be opened, and without secrets", () => {
  expect(commitLink("https://git.example.org/it/flows.git", "abc")).toBe("https://git.example.org/it/flows/commit/abc");
  expect(commitLink("https://bot:secret@git.example.org/it/flows/", "abc")).toBe("https://git.example.org/it/flows/commit/abc");
});

test("what a browser cannot open is no link", () => {
  expect(commitLink("git@git.example.org:it/flows.git", "abc")).toBeNull();
  expect(commitLink("", "abc")).toBeNull();
  expect(commitLink("https://git.example.org", "abc")).toBeNull();
});
