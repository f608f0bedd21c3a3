import { X509Certificate } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Finding } from "./check.ts";

const SOON_MS = 30 * 24 * 3_600_000;

/** Whether the local authority's certificate is good for a while. `now`: by the machine's clock, as clients check it. */
export function certificateCheck(folder: string, now: number): Finding {
  const file = join(folder, "authority", "ca.pem");
  if (!existsSync(file))
    return { verdict: "right", about: "There is no local authority yet: the first start makes it." };
  const advice = `Stop Gatehouse, delete ${join(folder, "authority")} and start it again: it makes a new one.`;
  const validTo = readEnd(file);
  if (validTo === undefined) return { verdict: "wrong", about: `${file} holds no certificate.`, advice };
  const day = new Date(validTo).toISOString().slice(0, 10);
  if (validTo - now > SOON_MS)
    return { verdict: "right", about: `The local authority's certificate is valid until ${day}.` };
  return { verdict: "wrong", about: `The local authority's certificate ends on ${day}.`, advice };
}

function readEnd(file: string): number | undefined {
  try {
    return new X509Certificate(readFileSync(file)).validToDate.getTime();
  } catch {
    return undefined;
  }
}
