// Types of the REST API from the committed OpenAPI document. `npm run generate -- --check` fails when the committed ones are old.
import { readFileSync, writeFileSync } from "node:fs";
import openapiTS, { astToString } from "openapi-typescript";

const document = new URL("../../control-plane/http/openapi.json", import.meta.url);
const target = new URL("../src/api/generated/schema.ts", import.meta.url);

const api = JSON.parse(readFileSync(document, "utf8"));
// Operations are told apart by method and path here; their ids are of no use to the types.
for (const path of Object.values(api.paths)) for (const operation of Object.values(path)) delete operation.operationId;

const ast = await openapiTS(api, { alphabetize: true });
const fresh = `// Written by \`npm run generate\` from control-plane/http/openapi.json; do not edit.\n${astToString(ast)}`;
if (process.argv.includes("--check")) {
  let committed = "";
  try {
    committed = readFileSync(target, "utf8");
  } catch {
    // Missing is as old as can be.
  }
  if (committed !== fresh) {
    console.error("src/api/generated/schema.ts is not what control-plane/http/openapi.json says: run `npm run generate`, and commit it");
    process.exit(1);
  }
} else {
  writeFileSync(target, fresh);
}
