import { matchRoute, type RouteTemplate } from "./route-template.ts";

/** What a route leads to. */
export interface Routed {
  readonly template: RouteTemplate;
  /** Upper case; empty for all. */
  readonly methods: readonly string[];
}

/** A function that a request leads to, and what the path says. */
export interface RouteMatch<T> {
  readonly target: T;
  readonly params: Readonly<Record<string, string>>;
}

/** Finds the target of a method and a path (without query); undefined is a 404. */
export type RouteTable<T> = (method: string, path: string) => RouteMatch<T> | undefined;

/**
 * Makes a table of routes. Literal segments go before parameters, parameters before the rest, and equals in the order in which
 * they were registered. The method is part of the match, so a wrong one is the same as a wrong path: 404, never 405 (Functions
 * host: WebScriptHostHttpRoutesManager).
 */
export function createRouteTable<T extends Routed>(targets: readonly T[]): RouteTable<T> {
  const ordered = targets.toSorted((a, b) => compareText(a.template.precedence, b.template.precedence));
  return (method, path) => {
    const segments = pathSegments(path);
    for (const target of ordered) {
      if (target.methods.length > 0 && !target.methods.includes(method)) continue;
      const params = matchRoute(target.template, segments);
      if (params !== undefined) return { target, params };
    }
    return undefined;
  };
}

/** Splits and decodes a path. An encoded slash stays encoded, as ASP.NET Core leaves it, and so does what isn't valid. */
export function pathSegments(path: string): readonly string[] {
  const trimmed = path.replace(/^\//, "").replace(/\/$/, "");
  return trimmed === "" ? [] : trimmed.split("/").map(decodeSegment);
}

function decodeSegment(segment: string): string {
  if (!segment.includes("%")) return segment;
  try {
    return decodeURIComponent(segment.replace(/%2f/gi, (slash) => `%25${slash.slice(1)}`));
  } catch {
    return segment;
  }
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
