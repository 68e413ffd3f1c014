import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "vitest";

const studio = join(import.meta.dirname, "../..");

// The document is a part of the server; without it there is nothing to compare with.
test.runIf(existsSync(join(studio, "../control-plane/http/openapi.json")))("the types of the API are what the server's document says", () => {
  execFileSync(process.execPath, ["scripts/generate-api.mjs", "--check"], { cwd: studio, stdio: "pipe" });
}, 60_000);
