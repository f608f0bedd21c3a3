import { createWriteStream } from "node:fs";
import type { IncomingMessage } from "node:http";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { DeploymentError } from "./deployment-error.ts";
import { deploymentLimits } from "./extract-zip.ts";

/** How long an upload may take. */
const TIMEOUT_MS = 10 * 60_000;

/**
 * Writes a request's body to a file. Throws `DeploymentError` for one beyond the limit, and what the connection throws.
 */
export async function receiveBody(request: IncomingMessage, path: string): Promise<void> {
  let size = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > deploymentLimits.maxBytes) {
        done(
          new DeploymentError(
            "TOO_LARGE",
            `The zip is larger than ${deploymentLimits.maxBytes} bytes, the most that is taken.`,
          ),
        );
      } else done(null, chunk);
    },
  });
  await pipeline(request, counted, createWriteStream(path, { flags: "wx" }), {
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
}
