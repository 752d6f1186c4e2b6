import { readFileSync } from "node:fs";
import { defineConfig } from "vite";

// One file without imports and without hash in its name: it is committed, and the test command builds it again and compares. The licences of the
// packages that go into it come with it, as they ask for.
const { dependencies } = JSON.parse(readFileSync("package.json", "utf-8")) as { dependencies: Record<string, string> };
const licences = Object.entries(dependencies).map(([name, version]) => {
  const said = JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf-8")) as { license: string };
  return `${name} ${version}, ${said.license}\n\n${readFileSync(`node_modules/${name}/LICENSE`, "utf-8").trim()}\n`;
});

export default defineConfig({
  build: {
    outDir: "../src/stemma/web/static",
    emptyOutDir: false,
    target: "es2022",
    minify: true,
    lib: { entry: "src/desk.ts", formats: ["iife"], name: "desk", fileName: () => "desk.js" },
  },
  plugins: [
    {
      name: "licences",
      generateBundle() {
        this.emitFile({ type: "asset", fileName: "desk.licences.txt", source: licences.join(`\n${"-".repeat(78)}\n\n`) });
      },
    },
  ],
});
