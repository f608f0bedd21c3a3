import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Builds the portal's page into static files, which the cloud's own process serves. */
export default defineConfig({
  root: fileURLToPath(new URL("src/portal/web", import.meta.url)),
  plugins: [react()],
  build: {
    outDir: fileURLToPath(new URL("dist/portal/web", import.meta.url)),
    emptyOutDir: true,
    // Pictures and fonts are files of their own, and nothing is data.
    assetsInlineLimit: 0,
    target: "es2022",
    // Monaco is one large file, fetched where a document is edited.
    chunkSizeWarningLimit: 6000,
  },
  worker: { format: "es" },
});
