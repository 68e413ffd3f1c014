import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import tailwind from "@tailwindcss/vite";
import { defineConfig } from "vitest/config";
import { checks } from "./scripts/checks-plugin.mjs";
import { together } from "./scripts/chunks.mjs";
import { words } from "./scripts/translations/plugin.mjs";
import { widget } from "./scripts/widget-plugin.mjs";
import { mockServer } from "./src/testing/server/vite-plugin.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const app = (path: string) => here(`./src/app/${path}`);
/** What is loaded whole: how each page begins, the page itself once its words are known, and of the Studio the editor. */
const chunks = together({
  parts: {
    begin: [here("./index.html"), app("main.tsx")],
    studio: [app("studio.tsx")],
    chat0: [here("./chat.html"), app("chat/main.tsx")],
    chat: [app("chat/page.tsx")],
    embed0: [here("./embed.html"), app("embed/main.tsx")],
    embed: [app("embed/page.tsx")],
    portal0: [here("./portal.html"), app("portal/main.tsx")],
    portal: [app("portal/page.tsx")],
  },
  shell: "studio",
  inner: { editor: [app("routes/EditorRoute.tsx")] },
});

// `npm run dev` talks to a running `flowright` on FLOWRIGHT_URL; `npm run dev -- --mode mock` needs no server.
export default defineConfig(({ mode }) => ({
  plugins: [react(), tailwind(), words(), widget(), checks(), chunks.plugin, smallPages(), ...(mode === "mock" ? [mockServer()] : [])],
  resolve: { alias: { "@": here("./src") } },
  build: {
    target: "es2022",
    manifest: true,
    // A data: URL in CSS or a module preload in a script tag would need a laxer content security policy.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: { codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: chunks.name, debugName: "together" }] } },
      input: { studio: here("./index.html"), chat: here("./chat.html"), embed: here("./embed.html"), portal: here("./portal.html") },
    },
  },
  server: { proxy: mode === "mock" ? undefined : { "/api": process.env.FLOWRIGHT_URL ?? "http://127.0.0.1:8080" } },
  // Tests of components ask for a DOM themselves; the pure ones start ten times faster without. A busy machine may take long to load
  // the layout engine: that is no failure.
  test: { environment: "node", include: ["src/**/*.test.{ts,tsx}"], setupFiles: ["src/testing/setup.ts"], testTimeout: 30_000, hookTimeout: 60_000 },
}));

/** In development too, the first part of an address says which page it is, as the server does in production. */
function smallPages() {
  type Next = () => void;
  const rewrite = (request: { url?: string }, _response: unknown, next: Next) => {
    const page = /^\/(chat|embed|portal|approvals)(?=[/?]|$)/.exec(request.url ?? "")?.[1];
    if (page) request.url = page === "approvals" ? "/portal.html" : `/${page}.html`;
    next();
  };
  type Server = { middlewares: { use(handler: typeof rewrite): void } };
  return {
    name: "small-pages",
    configureServer: (server: Server) => void server.middlewares.use(rewrite),
    configurePreviewServer: (server: Server) => void server.middlewares.use(rewrite),
  };
}
