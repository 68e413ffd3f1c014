// `/widget.js`: the loader that other people's pages carry. One classic script without imports, so it is built by itself.
import { fileURLToPath } from "node:url";
import { build } from "vite";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

async function loader() {
  const result = await build({
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    resolve: { alias: { "@": here("../src") } },
    build: { write: false, target: "es2022", minify: true, lib: { entry: here("../src/widget/loader.ts"), formats: ["iife"], name: "flowrightLoader" } },
  });
  const [{ output }] = [result].flat();
  return output[0].code;
}

export function widget() {
  return {
    name: "widget-loader",
    async generateBundle() {
      this.emitFile({ type: "asset", fileName: "widget.js", source: await loader() });
    },
    configureServer(server) {
      server.middlewares.use("/widget.js", (_request, response, next) => {
        loader().then((code) => {
          response.setHeader("Content-Type", "text/javascript");
          response.end(code);
        }, next);
      });
    },
  };
}
