import { badRequest } from "./arm-error.ts";

/** Entries on a page of a list, unless `$top` asks for fewer (Resource Manager REST: "Resources - List"). */
export const PAGE_SIZE = 1000;

export interface Page<T> {
  readonly value: readonly T[];
  /** Where the next page is; absent on the last one. */
  readonly nextLink?: string;
}

interface Listed {
  readonly id: string;
}

/**
 * The page that `url` asks for by `$top` and `$skiptoken`. `entriesBehind` gives the entries behind an id (all of them without one) in
 * the order of their ids, so that paging goes on behind the last one seen, also when that has been deleted meanwhile; no more
 * of them are taken than the page needs. Throws Resource Manager's 400 for either option with
 * another text than a list takes or gives.
 */
export function pageOf<T extends Listed>(
  entriesBehind: (id: string | undefined) => Iterable<T>,
  url: URL,
  pageSize: number,
): Page<T> {
  const size = Math.min(readTop(url.searchParams.get("$top")) ?? pageSize, pageSize);
  const behind = readSkipToken(url.searchParams.get("$skiptoken"));
  const value: T[] = [];
  let isLast = true;
  for (const entry of entriesBehind(behind)) {
    isLast = value.length < size;
    if (!isLast) break;
    value.push(entry);
  }
  const last = value.at(-1);
  if (last === undefined || isLast) return { value };
  const next = new URL(url);
  next.searchParams.set("$skiptoken", Buffer.from(last.id.toLowerCase()).toString("base64url"));
  return { value, nextLink: next.href };
}

function readTop(top: string | null): number | undefined {
  if (top === null) return undefined;
  if (/^[1-9]\d{0,8}$/.test(top)) return Number(top);
  throw badRequest(`The $top query parameter is '${top}': expected a whole number above 0.`, "InvalidTopInQueryString");
}

function readSkipToken(token: string | null): string | undefined {
  if (token === null) return undefined;
  const id = Buffer.from(token, "base64url").toString();
  if (id.startsWith("/subscriptions/")) return id;
  throw badRequest(
    `The $skiptoken query parameter is '${token}': follow the nextLink of the page before as it is.`,
    "InvalidSkipToken",
  );
}
