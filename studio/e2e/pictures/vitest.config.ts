import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The journey of the first run makes the administrator, so it comes first; the others have no order. */
class JourneyFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = (file: TestSpecification) => (file.moduleId.includes("journey") ? 0 : 1);
    return Promise.resolve(files.toSorted((a, b) => rank(a) - rank(b) || a.moduleId.localeCompare(b.moduleId)));
  }
}

// Pictures of the product for people to look at; not part of the tests, see scripts/screenshots.
export default defineConfig({
  root: import.meta.dirname,
  cacheDir: "../../node_modules/.vite",
  test: { include: ["*.spec.ts"], testTimeout: 900_000, hookTimeout: 60_000, fileParallelism: false, sequence: { sequencer: JourneyFirst } },
});
