import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { foreignProduct } from "./foreign";

const NAMES: Record<string, string> = { dify: "Dify", n8n: "n8n", flowise: "Flowise", coze: "Coze", langflow: "Langflow" };
const folder = join(import.meta.dirname, "../../../flow-schema/tests/import");

test("the exports that the importer is tested with are recognised", () => {
  for (const file of readdirSync(folder)) {
    if (/\.(json|yml)$/.test(file)) expect(foreignProduct(readFileSync(join(folder, file), "utf8")), file).toBe(NAMES[file.split("-")[0] as string]);
  }
});

test("other texts are not", () => {
  for (const text of ["", "app: what I think of it", "{", '{"nodes": [{"id": "a"}]}', "kb\nanswer", "[1, 2]"]) expect(foreignProduct(text), text).toBeNull();
});
