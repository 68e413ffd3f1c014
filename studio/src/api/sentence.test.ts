import { expect, test } from "vitest";
import { sentence } from "./sentence";

test("a fragment becomes a sentence", () => {
  expect(sentence("the ticket does not exist")).toBe("The ticket does not exist.");
  expect(sentence('there is no flow named "nope"')).toBe('There is no flow named "nope".');
});

test("a sentence stays as it is, and so does a name in the first place", () => {
  expect(sentence("Nothing has this address.")).toBe("Nothing has this address.");
  expect(sentence("is it on?")).toBe("Is it on?");
  expect(sentence("it-helpdesk is not published")).toBe("it-helpdesk is not published.");
  expect(sentence("")).toBe("");
});
