// What somebody pastes into a terminal.
import { sampleInput } from "@/flow/sample-input";

/** For a POSIX shell: a single quote in the text ends it, so it is written outside. */
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

export const signInCommand = (origin: string): string =>
  [`TOKEN=$(curl -s ${origin}/api/v1/auth/login \\`, `  -H 'Content-Type: application/json' \\`, `  -d '{"email": "you@example.org", "password": "…"}' | jq -r .access_token)`].join("\n");

export const runCommand = (origin: string, flow: string, input: unknown): string =>
  [
    `curl -s '${origin}/api/v1/flows/${encodeURIComponent(flow)}/runs?wait=30' \\`,
    `  -H "Authorization: Bearer $TOKEN" \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -H "Idempotency-Key: $(uuidgen)" \\`,
    `  -d ${quoted(JSON.stringify({ input: sampleInput(input) }))}`,
  ].join("\n");
