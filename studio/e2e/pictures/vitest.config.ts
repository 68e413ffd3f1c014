import { defineConfig } from "vitest/config";

// Pictures of the first-run journey; not part of the tests, see scripts/screenshots.
export default defineConfig({
  root: import.meta.dirname,
  cacheDir: "../../node_modules/.vite",
  test: { include: ["*.spec.ts"], testTimeout: 900_000, hookTimeout: 60_000, fileParallelism: false },
});
