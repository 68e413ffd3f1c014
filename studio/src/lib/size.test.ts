import { expect, it } from "vitest";
import { sizeWords } from "./size";

it("says sizes as people do", () => {
  expect([0, 900, 1024, 1536, 10 * 1024 * 1024, 3 * 1024 ** 3].map(sizeWords)).toEqual(["0 bytes", "900 bytes", "1 kB", "1.5 kB", "10 MB", "3 GB"]);
});
