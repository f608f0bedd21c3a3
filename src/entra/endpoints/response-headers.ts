import { randomBytes } from "node:crypto";
import type { RequestIds } from "./request-ids.ts";

const ESTS_SERVER = "2.1.11397.13 - GATEHOUSE ProdSlices";

/** Headers of every answer of the token endpoint, as in recorded answers of Entra. `errorCode` 0: success. */
export function tokenHeaders(request: Request, ids: RequestIds, errorCode: number): Headers {
  const headers = new Headers({
    "cache-control": "no-store, no-cache",
    pragma: "no-cache",
    "content-type": "application/json; charset=utf-8",
    expires: "-1",
    p3p: 'CP="DSP CUR OTPi IND OTRi ONL FIN"',
  });
  addCommonHeaders(headers, request, ids);
  if (request.headers.has("x-client-current-telemetry") || request.headers.has("x-client-last-telemetry")) {
    headers.set("x-ms-clitelem", `1,${errorCode},0,,`);
  }
  headers.append("set-cookie", `fpc=${randomBytes(16).toString("base64url")}; path=/; secure; HttpOnly; SameSite=None`);
  headers.append("set-cookie", "x-ms-gateway-slice=estsfd; path=/; secure; httponly");
  headers.append("set-cookie", "stsservicecookie=estsfd; path=/; secure; httponly");
  return headers;
}

/** Headers of discovery documents and key sets. */
export function discoveryHeaders(request: Request, ids: RequestIds): Headers {
  const headers = new Headers({
    "cache-control": "max-age=86400, private",
    "content-type": "application/json; charset=utf-8",
    "access-control-allow-origin": "*",
    "access-control-allow-methods": "GET, OPTIONS",
  });
  addCommonHeaders(headers, request, ids);
  return headers;
}

function addCommonHeaders(headers: Headers, request: Request, ids: RequestIds): void {
  headers.set("strict-transport-security", "max-age=31536000; includeSubDomains");
  headers.set("x-content-type-options", "nosniff");
  headers.set("x-ms-request-id", ids.traceId);
  headers.set("x-ms-ests-server", ESTS_SERVER);
  if (request.headers.get("return-client-request-id")?.toLowerCase() === "true") {
    headers.set("client-request-id", ids.correlationId);
  }
}
