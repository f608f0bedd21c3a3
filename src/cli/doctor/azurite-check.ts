import { createRequire } from "node:module";
import type { Finding } from "./check.ts";

/** Whether the package that stores blobs, queues and tables is installed. */
export function azuriteCheck(): Finding {
  try {
    createRequire(import.meta.url).resolve("azurite/package.json");
    return { verdict: "right", about: "Azurite, which stores blobs, queues and tables, is installed." };
  } catch {
    return { verdict: "wrong", about: "The package azurite is not installed.", advice: "Run: npm ci" };
  }
}
