import { expect, test, vi } from "vitest";
import { isOwnScript, trustOwnScripts } from "./script-urls";

const PAGE = "https://flows.example.com/flows/helpdesk";

test.each(["/assets/elk.worker-B3sd_1-x.js", "https://flows.example.com/assets/checks.worker-x.js", "/push-worker.js"])("what the build made may be started: %s", (url) => {
  expect(isOwnScript(url, PAGE)).toBe(true);
});

test.each([
  "https://other.example.com/assets/elk.worker-x.js",
  "//other.example.com/assets/elk.worker-x.js",
  "http://flows.example.com/assets/elk.worker-x.js",
  "/api/v1/files/elk.worker.js",
  "/assets/../api/v1/files/x.js",
  "/assets/%2e%2e/api/x.js",
  "/assets/icon.svg",
  "/assets/push-worker.js/x",
  "/x/push-worker.js",
  "data:text/javascript,alert(1)",
  "blob:https://flows.example.com/5e2c",
  "javascript:alert(1)",
])("anything else may not: %s", (url) => {
  expect(isOwnScript(url, PAGE)).toBe(false);
});

test("a browser without trusted types is left alone", () => {
  expect(() => trustOwnScripts()).not.toThrow();
});

test("a browser with them gets one policy, which answers for addresses alone", () => {
  const createPolicy = vi.fn();
  vi.stubGlobal("trustedTypes", { createPolicy });
  vi.stubGlobal("location", { href: PAGE });
  trustOwnScripts();
  const [name, rules] = createPolicy.mock.calls[0] as [string, Record<string, (url: string) => string | null>];
  expect([name, Object.keys(rules)]).toEqual(["default", ["createScriptURL"]]);
  expect(rules.createScriptURL?.("/assets/elk.worker-x.js")).toBe("/assets/elk.worker-x.js");
  expect(rules.createScriptURL?.("https://other.example.com/x.js")).toBeNull();
  vi.unstubAllGlobals();
});
