import type { Log } from "../platform/index.ts";

/**
 * The instance metadata address. No resource of this cloud is a virtual machine, so nobody who asks here has an identity, and
 * the answer is the one that a machine without an identity gets ("How to use managed identities on a VM": error handling).
 */
export function answerInstanceMetadata(log: Log, request: Request): Response {
  const { pathname } = new URL(request.url);
  if (!/^\/metadata\/identity\/oauth2\/token\/?$/.test(pathname)) return new Response(null, { status: 404 });
  if (request.headers.get("metadata")?.toLowerCase() !== "true") {
    return refuse("bad_request_102", "Required metadata header not specified");
  }
  log.warn("A token was asked for at 169.254.169.254: virtual machines, and so their identities, are not supported", {
    resource: new URL(request.url).searchParams.get("resource") ?? undefined,
  });
  return refuse("invalid_request", "Identity not found");
}

function refuse(error: string, description: string): Response {
  return Response.json({ error, error_description: description }, { status: 400 });
}
