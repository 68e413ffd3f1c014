// No text becomes markup or a script, on any page; workers are started from what the build made alone.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, open, settled, signIn, type Watched } from "./support/browser.ts";

let browser: Browser;
let mine: Watched;

beforeAll(async () => {
  browser = await launch();
  mine = await open(browser);
  await signIn(mine.page);
});

afterAll(() => browser?.close());

test.each(["/", "/flows", "/portal", "/chat/it-helpdesk"])("%s", async (path) => {
  await mine.page.goto(path);
  await settled(mine.page);
  const taken = await mine.page.evaluate(() => {
    const tries: Record<string, () => unknown> = {
      markup: () => (document.createElement("div").innerHTML = "<b>bold</b>"),
      "a script of text": () => (document.createElement("script").text = "1"),
      "a script from elsewhere": () => (document.createElement("script").src = "https://other.example.com/assets/x.js"),
      "a worker of text": () => new Worker("data:text/javascript,1"),
      "a worker the build did not make": () => new Worker("/api/v1/flows"),
    };
    return Object.keys(tries).filter((name) => {
      try {
        tries[name]?.();
        return true;
      } catch {
        return false;
      }
    });
  });
  expect(taken).toEqual([]);
});
