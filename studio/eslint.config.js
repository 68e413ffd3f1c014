import { readdirSync } from "node:fs";
import js from "@eslint/js";
import a11y from "eslint-plugin-jsx-a11y";
import hooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";
import { words } from "./scripts/lint/words.js";

// Imports flow one way: i18n → api → flow → ui, lib → nodes → editor → features → app. Each may import from those to its left.
const LAYERS = [["i18n"], ["api"], ["flow"], ["ui", "lib"], ["nodes"], ["editor"], ["features"], ["app"]];
const FEATURES = readdirSync(new URL("src/features/", import.meta.url));

const forbid = (files, groups, message) => ({
  files,
  rules: { "no-restricted-imports": ["error", { patterns: groups.map((group) => ({ group: [`@/${group}/*`, `@/${group}`], message })) }] },
});

const direction = LAYERS.flatMap((names, at) => {
  const later = LAYERS.slice(at + 1).flat();
  return names.map((name) => {
    // The flow's types describe what the API carries, so api may import those and nothing else of flow.
    const groups = name === "api" ? later.filter((one) => one !== "flow") : later;
    return groups.length ? forbid([`src/${name}/**/*.{ts,tsx}`], groups, `${name} may not import from here: imports flow i18n → api → flow → ui, lib → nodes → editor → features → app`) : null;
  });
}).filter(Boolean);

const apart = FEATURES.map((name) =>
  forbid([`src/features/${name}/**/*.{ts,tsx}`], ["app", ...FEATURES.filter((other) => other !== name).map((other) => `features/${other}`)], "no feature imports another; src/app introduces them to each other"),
);

export default tseslint.config(
  { ignores: ["dist", "node_modules", "src/api/generated", "src/flow/generated", "public"] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  a11y.flatConfigs.strict,
  hooks.configs.flat["recommended-latest"],
  {
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_", destructuredArrayIgnorePattern: "^_" }],
      // Checked by the type checker, which knows more.
      "no-undef": "off",
      // Labels are tied by id (see ui/field.tsx), which the rule cannot see through a render function.
      "jsx-a11y/label-has-associated-control": ["error", { assert: "either", depth: 4 }],
      // Reading the newest callback through a ref is how long-lived subscriptions stay subscribed once.
      "react-hooks/refs": "off",
      // The editor lends its commands a few handles on purpose (focus the palette, pan the canvas).
      "react-hooks/immutability": "off",
      // An icon looked up by name is one of a fixed table, not a component made anew.
      "react-hooks/static-components": "off",
      // Immer drafts are edited in place; that is what they are for.
      "@typescript-eslint/no-dynamic-delete": "off",
    },
  },
  ...direction,
  ...apart,
  {
    files: ["src/**/*.{ts,tsx}"],
    ignores: ["src/testing/**", "**/*.test.{ts,tsx}"],
    plugins: { flowright: { rules: { words } } },
    // Names and examples of code stay what they are in every language.
    rules: { "flowright/words": ["error", { allow: ["Flowright", "Git", "Rhai", "JSON", "API", "main", "answer.confidence < 0.5"] }] },
  },
  { files: ["scripts/**", "e2e/**", "src/testing/**", "**/*.test.{ts,tsx}", "*.config.*"], rules: { "no-restricted-imports": "off" } },
);
