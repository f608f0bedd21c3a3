import type { UrlView } from "../expressions/index.ts";

/** A backend's base URL taken apart; undefined if it isn't an http or https URL. */
export function parseBackendUrl(text: string): UrlView | undefined {
  const url = URL.parse(text.trim());
  if (url === null || (url.protocol !== "http:" && url.protocol !== "https:")) return undefined;
  const secure = url.protocol === "https:";
  return {
    scheme: secure ? "https" : "http",
    host: url.hostname,
    port: url.port === "" ? (secure ? 443 : 80) : Number(url.port),
    path: url.pathname === "/" ? "" : url.pathname.replace(/\/$/, ""),
    queryString: url.search,
  };
}
