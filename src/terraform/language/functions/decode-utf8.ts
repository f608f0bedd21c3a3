import { failure } from "./define.ts";

/** The text of UTF-8 bytes. Throws TerraformError when they are none; `what` says whose they are. */
export function decodeUtf8(bytes: Uint8Array, what: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw failure(`${what} is not valid UTF-8; for other bytes use a function whose name contains "base64"`);
  }
}
