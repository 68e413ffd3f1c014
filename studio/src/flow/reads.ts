// Which of the names in scope a node's settings read.
import { readingOf } from "./modes";
import { pointed } from "./ports";
import { holesOf, tokens } from "./rhai";

/** Sorted as the names in scope are. */
export function rootsRead(config: unknown, schema: unknown, known: readonly string[]): string[] {
  const found = new Set<string>();
  const read = (code: string) => {
    const solid = tokens(code).filter((token) => token.type !== "space");
    solid.forEach((token, at) => {
      const before = solid[at - 1]?.text;
      if (token.type === "name" && before !== "." && before !== "?." && before !== "::") found.add(token.text);
      // `${ … }` in a back-quoted text is code again.
      if (token.text.startsWith("`")) for (const inner of token.text.matchAll(/\$\{([^{}]*)\}/g)) read(inner[1] ?? "");
    });
  };
  const visit = (value: unknown, own: unknown) => {
    const reading = readingOf((own ?? {}) as Record<string, unknown>);
    if (reading === "literal") return;
    if (typeof value === "string") {
      if (reading !== "template") read(value);
      else for (const hole of holesOf(value).closed) read(value.slice(hole.from, hole.to));
    } else if (Array.isArray(value)) for (const item of value) visit(item, pointed(own, "/items"));
    else if (typeof value === "object" && value !== null) {
      for (const [key, item] of Object.entries(value)) visit(item, (pointed(own, "/properties") as Record<string, unknown> | undefined)?.[key] ?? pointed(own, "/additionalProperties"));
    }
  };
  visit(config, schema);
  return known.filter((name) => found.has(name));
}
