// Renaming a node rewrites the expressions that read it. A small tokenizer knows what is a name and what only looks like one:
// strings, comments, properties after a dot, map keys and names that the script itself declares are left alone.
import { pointed } from "./ports";
import { holeEnd, type Token, tokens } from "./rhai";
import type { FlowNode, NodeKind } from "./types";

/** `{{ kb.passages }}` holes in a text. */
export function renameInTemplate(text: string, from: string, to: string): string {
  if (!text.includes("{{")) return text;
  let result = "";
  let at = 0;
  for (;;) {
    const open = text.indexOf("{{", at);
    if (open < 0) return result + text.slice(at);
    const close = holeEnd(text, open + 2);
    if (close < 0) return result + text.slice(at);
    result += `${text.slice(at, open)}{{${renameInExpression(text.slice(open + 2, close), from, to)}}}`;
    at = close + 2;
  }
}

/** A Rhai expression or block. */
export function renameInExpression(code: string, from: string, to: string): string {
  if (!code.includes(from)) return code;
  const list = tokens(code).map((token) => ({ ...token }));
  const solid = list.map((token, index) => ({ token, index })).filter(({ token }) => token.type !== "space");
  /** Open brackets: a name before `:` is a key only directly inside `#{`. */
  const open: string[] = [];
  let declared = false;
  for (let at = 0; at < solid.length; at += 1) {
    const { token } = solid[at] as { token: Token };
    const before = solid[at - 1]?.token.text;
    const after = solid[at + 1]?.token.text;
    if (token.text === "{" || token.text === "#{" || token.text === "(" || token.text === "[") open.push(token.text);
    else if (token.text === "}" || token.text === ")" || token.text === "]") open.pop();
    else if (token.text.startsWith("`")) token.text = renameInTemplateString(token.text, from, to, declared);
    else if (token.type === "name" && token.text === from) {
      const declares = before === "let" || before === "const" || before === "for" || ((before === "," || before === "|") && isClosure(solid, at));
      if (declares) declared = true;
      else if (before === "." || before === "?." || before === "::" || declared) continue;
      else if (after === ":" && open[open.length - 1] === "#{" && (before === "#{" || before === ",")) continue;
      else if (after === "(") continue;
      else token.text = to;
    }
  }
  return list.map((token) => token.text).join("");
}

/** Whether the name stands among the parameters of `|a, b| …`. */
function isClosure(solid: { token: Token }[], at: number): boolean {
  let after = at + 1;
  while (solid[after]?.token.text === "," || (solid[after]?.token.type === "name" && solid[after - 1]?.token.text === ",")) after += 1;
  if (solid[after]?.token.text !== "|") return false;
  let before = at - 1;
  while (solid[before]?.token.text === "," || (solid[before]?.token.type === "name" && solid[before + 1]?.token.text === ",")) before -= 1;
  if (solid[before]?.token.text !== "|") return false;
  const opener = solid[before - 1]?.token;
  // `a | kb | b` is arithmetic: a closure begins where a value is expected.
  return opener === undefined || /^(\(|,|=|\{|;|\[|:|return)$/.test(opener.text);
}

/** `${ … }` inside a back-quoted string is code again. */
function renameInTemplateString(text: string, from: string, to: string, declared: boolean): string {
  if (declared) return text;
  return text.replace(/\$\{([^{}]*)\}/g, (_, code: string) => `\${${renameInExpression(code, from, to)}}`);
}

type Mode = "template" | "expression" | "literal" | "script";

/** Rewrites every reference in a node's config, by the mode its schema gives each field. */
export function rewriteNode(node: FlowNode, kind: NodeKind | undefined, from: string, to: string): void {
  if (!node.config) return;
  node.config = rewrite(node.config, kind?.config_schema, "template", from, to) as Record<string, unknown>;
}

function rewrite(value: unknown, schema: unknown, mode: Mode, from: string, to: string): unknown {
  const own = pointed(schema, "/x-mode") as Mode | undefined;
  const here = own ?? mode;
  if (here === "literal") return value;
  if (typeof value === "string") {
    return here === "template" ? renameInTemplate(value, from, to) : renameInExpression(value, from, to);
  }
  if (Array.isArray(value)) {
    return value.map((item) => rewrite(item, pointed(schema, "/items"), here, from, to));
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => {
        const child = pointed(schema, `/properties/${key}`) ?? pointed(schema, "/additionalProperties");
        return [key, rewrite(item, child, here, from, to)];
      }),
    );
  }
  return value;
}
