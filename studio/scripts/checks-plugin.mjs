// `virtual:checks`: where the check for the browser is (`scripts/build-checks` makes it), or null: the server is asked then.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const ID = "virtual:checks";
const FILE = fileURLToPath(new URL("../checks/dist/checks.wasm", import.meta.url));

export function checks() {
  let isReal = true;
  return {
    name: "checks",
    // The imitated server has checks of its own, and so have unit tests.
    configResolved: (config) => void (isReal = config.mode !== "mock" && config.mode !== "test"),
    resolveId: (id) => (id === ID ? `\0${ID}` : undefined),
    load: (id) => (id === `\0${ID}` ? (isReal && existsSync(FILE) ? `export { default } from ${JSON.stringify(`${FILE}?url`)};` : "export default null;") : undefined),
  };
}
