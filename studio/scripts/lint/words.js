// Every word that people read goes through `t` of @/i18n. This finds those that do not, where words usually stand: text of elements,
// attributes that are read or spoken, properties that hold labels, and what is said in passing.

const ATTRIBUTES = new Set(["aria-label", "aria-description", "aria-roledescription", "aria-valuetext", "alt", "title", "placeholder", "label", "lead", "help", "hint", "heading", "action", "summary", "error", "empty", "what", "legend", "description"]);
const PROPERTIES = new Set(["label", "title", "help", "word", "words", "text", "lead", "hint", "summary", "heading", "name", "description", "placeholder", "say"]);
const SAID_BY = new Set(["toast", "say", "announce", "edit"]);
const TRANSLATED_BY = new Set(["t", "term", "known"]);

/** Two letters in a row, in something that is no address, code or class. */
const isWords = (text) => /\p{L}{2}/u.test(text.replaceAll(/\{\{.*?\}\}/g, "")) && !/^(https?:|\/|\.|#|[\w.+-]+@)|^[a-z0-9]+([-_.:/][a-z0-9]+)+$/.test(text.trim());
/** As a property's value a lone small word is a code. */
const isSaid = (text) => isWords(text) && (/\s\S/.test(text.trim()) || /^\p{Lu}\p{Ll}/u.test(text));

/** The literals whose text an expression can come to. */
function* outcomes(node) {
  if (!node) return;
  if (node.type === "Literal" && typeof node.value === "string") yield { node, text: node.value };
  else if (node.type === "TemplateLiteral") for (const part of node.quasis) yield { node, text: part.value.cooked };
  else if (node.type === "ConditionalExpression") {
    yield* outcomes(node.consequent);
    yield* outcomes(node.alternate);
  } else if (node.type === "LogicalExpression") {
    if (node.operator !== "&&") yield* outcomes(node.left);
    yield* outcomes(node.right);
  } else if (node.type === "BinaryExpression" && node.operator === "+") {
    yield* outcomes(node.left);
    yield* outcomes(node.right);
  } else if (node.type === "ArrayExpression") for (const one of node.elements) yield* outcomes(one);
  else if (node.type === "JSXExpressionContainer" || node.type === "TSAsExpression") yield* outcomes(node.expression);
}

export const words = {
  meta: { type: "problem", schema: [{ type: "object", properties: { allow: { type: "array", items: { type: "string" } } } }], messages: { words: "“{{text}}” is read by people: say it through t(\"…\") of @/i18n" } },
  create(context) {
    const allowed = new Set(context.options[0]?.allow ?? []);
    const check = (value, test) => {
      for (const { node, text } of outcomes(value)) {
        const trimmed = text.trim();
        if (test(text) && !allowed.has(trimmed)) context.report({ node, messageId: "words", data: { text: trimmed.slice(0, 60) } });
      }
    };
    return {
      JSXText(node) {
        if (isWords(node.value) && !allowed.has(node.value.trim())) context.report({ node, messageId: "words", data: { text: node.value.trim().replace(/\s+/g, " ").slice(0, 60) } });
      },
      JSXExpressionContainer(node) {
        if (node.parent.type === "JSXElement" || node.parent.type === "JSXFragment") check(node.expression, isWords);
      },
      JSXAttribute(node) {
        const isHead = node.name.name === "head" && node.value?.expression?.type === "ArrayExpression";
        if (ATTRIBUTES.has(node.name.name) || isHead) check(node.value, isWords);
      },
      Property(node) {
        const key = node.key.name ?? node.key.value;
        if (PROPERTIES.has(key) && node.parent.type === "ObjectExpression") check(node.value, isSaid);
      },
      CallExpression(node) {
        const callee = node.callee.type === "MemberExpression" ? node.callee.property.name : node.callee.name;
        if (SAID_BY.has(callee) && !TRANSLATED_BY.has(callee)) check(node.arguments[0], isWords);
      },
      NewExpression(node) {
        if (node.callee.name === "Problem") check(node.arguments[1], isWords);
      },
    };
  },
};
