// Prints what each page loads, gzipped, and fails when it is more than its budget.
import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const KB = 1024;
const dist = new URL("../dist/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist), "utf8"));

/** Several chunks together. */
const together = (...keys) => keys.reduce((seen, key) => closure(key, seen), new Set());

/** The catalogue of a page in the language that needs most room. */
const words = (page) => Math.max(...["en", "de", "pl", "es"].map((language) => size(manifest[`virtual:words/${page}/${language}`].file)));

/** A chunk with everything it imports at once; what is loaded later is not in it. */
function closure(key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const other of manifest[key].imports ?? []) closure(other, seen);
  return seen;
}

const sizes = new Map();
function size(file) {
  if (!sizes.has(file)) sizes.set(file, gzipSync(readFileSync(new URL(file, dist))).length);
  return sizes.get(file);
}
const js = (keys) => [...keys].reduce((sum, key) => sum + size(manifest[key].file), 0);
const css = (keys) => [...new Set([...keys].flatMap((key) => manifest[key].css ?? []))].reduce((sum, file) => sum + size(file), 0);

const shell = together("index.html", "src/app/studio.tsx");
const editor = closure("src/app/routes/EditorRoute.tsx");
const added = new Set([...editor].filter((key) => !shell.has(key)));
const chat = together("chat.html", "src/app/chat/page.tsx");
const embed = together("embed.html", "src/app/embed/page.tsx");
const portal = together("portal.html", "src/app/portal/page.tsx");
const palette = new Set([...closure("src/features/overlays/CommandPalette.tsx")].filter((key) => !shell.has(key) && !editor.has(key)));

const elk = readdirSync(new URL("assets/", dist)).filter((file) => file.startsWith("elk.worker-")).reduce((sum, file) => sum + size(`assets/${file}`), 0);
// There is none where no compiler for WebAssembly can be had (scripts/build-checks).
const checks = readdirSync(new URL("assets/", dist)).filter((file) => file.startsWith("checks-") && file.endsWith(".wasm"));

const lines = [
  ["Shell and home, script", js(shell) + words("studio"), 200 * KB],
  ["Canvas, added script", js(added), 160 * KB],
  ["Words of a flow's pages", words("flows"), 40 * KB],
  ["Chat page, script", js(chat) + words("chat"), 150 * KB],
  ["Frame of the widget, script", js(embed) + words("chat"), 150 * KB],
  ["Portal, script", js(portal) + words("chat"), 150 * KB],
  ["Loader of the widget", size("widget.js"), 5 * KB],
  ["Command palette, on demand", js(palette), 20 * KB],
  ["Tidying up, in a worker", elk, 450 * KB],
  ...checks.map((file) => ["Checks, in a worker", size(`assets/${file}`), 700 * KB]),
  ["Text editor, on demand", js(new Set([...closure("src/features/inspector/text/editor.ts")].filter((key) => !shell.has(key) && !editor.has(key)))), 170 * KB],
  ["Styles of the editor", css(new Set([...shell, ...editor])), 30 * KB],
  ["Styles of the chat page", css(chat), 30 * KB],
];
let over = false;
for (const [name, bytes, limit] of lines) {
  const ok = bytes <= limit;
  over ||= !ok;
  console.log(`${ok ? "  " : "! "}${name.padEnd(28)} ${(bytes / KB).toFixed(1).padStart(7)} KB of ${limit / KB} KB`);
}
for (const page of ["index.html", "chat.html", "embed.html", "portal.html"]) {
  const html = readFileSync(new URL(page, dist), "utf8");
  if (/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|https?:\/\//.test(html)) {
    console.log(`! ${page} has an inline script or style, or leads to another host`);
    over = true;
  }
}
process.exit(over ? 1 : 0);
