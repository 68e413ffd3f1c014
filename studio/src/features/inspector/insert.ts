export interface Inserted {
  text: string;
  /** Where the caret stands then. */
  caret: number;
}

/** Puts a name where the caret is. In a template it comes with its braces, unless the caret stands in a hole that is open already. */
export function insert(text: string, start: number, end: number, path: string, isExpression: boolean): Inserted {
  const before = text.slice(0, start);
  const inHole = before.lastIndexOf("{{") > before.lastIndexOf("}}");
  const piece = isExpression || inHole ? path : `{{ ${path} }}`;
  return { text: before + piece + text.slice(end), caret: start + piece.length };
}
