// For `flow-schema/tests/browser.rs`: each line of the input is JSON of surroundings and document, each line of the output an answer.
import { readFileSync } from "node:fs";
import { checkerOf } from "./program.mjs";

const checker = await checkerOf(new WebAssembly.Module(readFileSync(new URL("dist/checks.wasm", import.meta.url))));
for (const line of readFileSync(0, "utf8").split("\n").filter(Boolean)) {
  const { surroundings, document } = JSON.parse(line);
  console.log(checker.surround(surroundings) ? checker.check(document) : "the surroundings are not understood");
}
