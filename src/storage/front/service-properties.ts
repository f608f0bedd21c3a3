import type { IncomingMessage } from "node:http";
import { StorageError, unsupported } from "./storage-error.ts";
import type { StorageRequest } from "./storage-request.ts";

/** Many times what five CORS rules, the most that there may be, take. */
const LONGEST_BYTES = 65_536;
const STATIC_WEBSITE = /<StaticWebsite>[\s\S]*?<Enabled>\s*true\s*<\/Enabled>/i;

/** Whether a request is "Set Blob Service Properties". */
export function setsBlobService({ service, method, query }: StorageRequest): boolean {
  return (
    service === "blob" && method === "PUT" && query.get("restype") === "service" && query.get("comp") === "properties"
  );
}

/** The body of such a request. Throws `StorageError` when it turns on a static website, which Azurite would keep and never serve. */
export async function readBlobServiceProperties(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > LONGEST_BYTES) {
      throw new StorageError(413, "RequestBodyTooLarge", `The body is larger than ${LONGEST_BYTES} bytes.`);
    }
    chunks.push(bytes);
  }
  const body = Buffer.concat(chunks);
  if (STATIC_WEBSITE.test(body.toString())) throw unsupported("static websites: nothing is served from $web");
  return body;
}
