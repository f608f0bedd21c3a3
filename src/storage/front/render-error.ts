import type { StorageError, StorageService } from "./storage-error.ts";

/** An error as it goes over the wire. */
export interface RenderedError {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface ErrorContext {
  readonly service: StorageService;
  readonly requestId: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly tenantId: string;
}

/** The envelope of the service: XML for blobs and queues, JSON for tables ("Status and error codes"). */
export function renderError(error: StorageError, { service, requestId, now, tenantId }: ErrorContext): RenderedError {
  const message = `${error.message}\nRequestId:${requestId}\nTime:${new Date(now).toISOString().replace("Z", "0000Z")}`;
  const headers: Record<string, string> = { "x-ms-error-code": error.code, "x-ms-request-id": requestId };
  if (error.challenges) headers["www-authenticate"] = challenge(tenantId);
  if (service === "table") {
    headers["content-type"] = "application/json;odata=minimalmetadata;streaming=true;charset=utf-8";
    const body = JSON.stringify({ "odata.error": { code: error.code, message: { lang: "en-US", value: message } } });
    return { headers, body };
  }
  const detail = error.detail === undefined ? "" : element("AuthenticationErrorDetail", error.detail);
  headers["content-type"] = "application/xml";
  const content = `${element("Code", error.code)}${element("Message", message)}${detail}`;
  return { headers, body: `\uFEFF<?xml version="1.0" encoding="utf-8"?><Error>${content}</Error>` };
}

/** "Authorize with Microsoft Entra ID (REST API)": bearer challenge. */
function challenge(tenantId: string): string {
  return `Bearer authorization_uri=https://login.microsoftonline.com/${tenantId}/oauth2/authorize resource_id=https://storage.azure.com`;
}

function element(name: string, text: string): string {
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return `<${name}>${escaped}</${name}>`;
}
