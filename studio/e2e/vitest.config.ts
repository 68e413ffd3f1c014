import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The first run makes the administrator whom the others sign in as. */
class FirstRunFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = (file: TestSpecification) => (file.moduleId.includes("first-run") ? 0 : 1);
    return Promise.resolve(files.toSorted((a, b) => rank(a) - rank(b) || a.moduleId.localeCompare(b.moduleId)));
  }
}

// Journeys through the product in real Chromium. One after the other: they share one server and its data.
export default defineConfig({
  root: import.meta.dirname,
  cacheDir: "../node_modules/.vite",
  test: {
    include: ["*.spec.ts"],
    fileParallelism: false,
    sequence: { sequencer: FirstRunFirst },
    testTimeout: 90_000,
    hookTimeout: 60_000,
    // Not tried again where it stands: the tests of a file build on one another. `scripts/e2e` takes the file anew, whole.
    retry: 0,
  },
});
