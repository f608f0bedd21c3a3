import { accessSync, constants, existsSync, statfsSync } from "node:fs";
import { dirname } from "node:path";
import type { Finding } from "./check.ts";

const NEEDED_MB = 200;

/** Whether the state folder, or where it will be made, can be written, with some room left. */
export function diskCheck(folder: string): Finding {
  const place = nearestExisting(folder);
  try {
    accessSync(place, constants.W_OK | constants.X_OK);
  } catch {
    return {
      verdict: "wrong",
      about: `${place} can't be written.`,
      advice: "Choose another folder with --state, or change its permissions.",
    };
  }
  const { bavail, bsize } = statfsSync(place);
  const freeMb = Math.floor((bavail * bsize) / 1024 / 1024);
  if (freeMb >= NEEDED_MB) return { verdict: "right", about: `${place} can be written; ${freeMb} MB are free.` };
  return {
    verdict: "wrong",
    about: `Only ${freeMb} MB are free for ${place}.`,
    advice: `Free at least ${NEEDED_MB} MB, or choose another folder with --state.`,
  };
}

function nearestExisting(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : nearestExisting(dirname(folder));
}
