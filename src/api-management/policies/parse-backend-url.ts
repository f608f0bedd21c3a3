import type { UrlView } from "../expressions/index.ts";

/**
 * A backend's base URL taken apart; undefined if it isn't an http or https URL. One with a query, a fragment or a password is
 * none: requests bring their own query, and the rest would go nowhere.
 */
export function parseBackendUrl(text: string): UrlView | undefined {
  const url = URL.parse(text.trim());
  if (url === null || (url.protocol !== "http:" && url.protocol !== "https:")) return undefined;
  if (url.search !== "" || url.hash !== "" || url.username !== "" || url.password !== "") return undefined;
  const secure = url.protocol === "https:";
  return {
    scheme: secure ? "https" : "http",
    host: url.hostname,
    port: url.port === "" ? (secure ? 443 : 80) : Number(url.port),
    path: url.pathname === "/" ? "" : url.pathname.replace(/\/$/, ""),
    queryString: "",
  };
}
