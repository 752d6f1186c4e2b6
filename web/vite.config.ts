import { defineConfig } from "vite";

// One file without imports and without hash in its name: it is committed, and the test command builds it again and compares.
export default defineConfig({
  build: {
    outDir: "../src/stemma/web/static",
    emptyOutDir: false,
    target: "es2022",
    minify: true,
    lib: { entry: "src/desk.ts", formats: ["iife"], name: "desk", fileName: () => "desk.js" },
  },
});
