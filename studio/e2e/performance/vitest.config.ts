import { defineConfig } from "vitest/config";

// The budget of a large flow, in CPU time of the page's main thread: `scripts/with-product npm run performance`.
export default defineConfig({
  root: import.meta.dirname,
  cacheDir: "../../node_modules/.vite",
  test: { include: ["*.spec.ts"], testTimeout: 180_000, hookTimeout: 60_000, bail: 1 },
});
