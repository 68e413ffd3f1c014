import { defineConfig } from "vitest/config";

// The budget of a large flow, in CPU time of the page's main thread: part of `make test`, and by itself
// `scripts/with-product npm run performance`.
export default defineConfig({
  root: import.meta.dirname,
  cacheDir: "../../node_modules/.vite",
  test: {
    include: ["*.spec.ts"],
    testTimeout: 180_000,
    hookTimeout: 60_000,
    bail: 1,
    // What else a machine does can only add to a figure: the least of three is the nearest to the truth.
    retry: 2,
  },
});
