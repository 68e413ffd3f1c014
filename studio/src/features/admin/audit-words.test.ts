import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { actionWords, shortObject } from "./audit-words";

test("an action is said in words, and an unknown one is left to its code", () => {
  expect(actionWords("flow.published")).toBe("Flow published");
  expect(actionWords("moon.landed")).toBeUndefined();
});

test("names stay whole and ids are cut", () => {
  expect(shortObject("it-helpdesk")).toBe("it-helpdesk");
  expect(shortObject("01a21886-b978-7771-9a99-6a618f5cdd85")).toBe("01a21886…dd85");
});

const server = join(import.meta.dirname, "../../../../control-plane/app/src");

/** The actions in one file: the literals of a call of `audit::record`, and those that a variable for it may hold. */
function actionsIn(rust: string): string[] {
  const calls = [...rust.matchAll(/audit::record(?:_by)?\(([^;]*?)\.await/g)].map(([, args = ""]) => args);
  const held = [...rust.matchAll(/let action = ([^;]*?);/g)].map(([, value = ""]) => value);
  const given = [...rust.matchAll(/\b(?:set_secret|end)\(([^;]*?)\.await/g)].map(([, args = ""]) => args);
  return [...calls, ...held, ...given].flatMap((text) => [...text.matchAll(/"([a-z_]+\.[a-z_]+)"/g)].map(([, action = ""]) => action));
}

// The server's code is a part of the repository; without it there is nothing to compare with.
test.runIf(existsSync(server))("every action that the server records has words", () => {
  const files = readdirSync(server, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".rs"));
  const actions = new Set(files.flatMap((name) => actionsIn(readFileSync(join(server, name), "utf8"))));
  expect(actions.size).toBeGreaterThan(50);
  expect([...actions].filter((action) => actionWords(action) === undefined)).toEqual([]);
});
