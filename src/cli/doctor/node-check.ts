import type { Finding } from "./check.ts";

const OLDEST = 24;

export function nodeCheck(version: string): Finding {
  const isNewEnough = Number(version.split(".")[0]) >= OLDEST;
  if (isNewEnough) return { verdict: "right", about: `Node.js is ${version}.` };
  return {
    verdict: "wrong",
    about: `Node.js is ${version}, and Gatehouse runs on ${OLDEST} or later.`,
    advice: "Install a later one from nodejs.org.",
  };
}
