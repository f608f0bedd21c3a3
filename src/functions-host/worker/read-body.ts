import type { IncomingMessage } from "node:http";

/** Azure's limit, 100 MB; the app setting `FUNCTIONS_REQUEST_BODY_SIZE_LIMIT` sets another (Azure Functions HTTP trigger: Limits). */
export const BODY_LIMIT_BYTES = 104_857_600;

/** A body, or why there is none. */
export type BodyRead =
  | { readonly kind: "read"; readonly body: Buffer }
  | { readonly kind: "too-large" }
  /** The caller went away. */
  | { readonly kind: "aborted" };

/** Reads the whole body of a request, at most `limit` bytes. */
export async function readBody(request: IncomingMessage, limit: number): Promise<BodyRead> {
  if (declaredLength(request) > limit) return { kind: "too-large" };
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    // Destroying the request would destroy the connection, and with it the answer that says why.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      if (!(chunk instanceof Buffer)) continue;
      size += chunk.length;
      if (size > limit) return { kind: "too-large" };
      chunks.push(chunk);
    }
  } catch {
    return { kind: "aborted" };
  }
  return { kind: "read", body: Buffer.concat(chunks, size) };
}

/** `Content-Length`, or 0 when there is none. */
export function declaredLength({ headers }: IncomingMessage): number {
  const length = Number(headers["content-length"] ?? 0);
  return Number.isSafeInteger(length) ? length : 0;
}
