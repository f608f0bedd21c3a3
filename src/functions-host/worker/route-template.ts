import { compileConstraint, type RouteConstraint, RouteConstraintError } from "./route-constraints.ts";

interface Parameter {
  readonly name: string;
  readonly constraints: readonly RouteConstraint[];
  /** What the value is when the path ends before it. `required`: then the route doesn't match. */
  readonly absent: "required" | "optional" | { readonly value: string };
}

type Segment =
  | { readonly kind: "literal"; readonly text: string }
  | ({ readonly kind: "parameter" } & Parameter)
  | ({ readonly kind: "rest" } & Parameter);

/** A compiled path template. */
export interface RouteTemplate {
  readonly text: string;
  readonly segments: readonly Segment[];
  /** One digit per segment, lower matches first: ASP.NET Core's inbound precedence. */
  readonly precedence: string;
}

/** Why a template can't be used. */
export class RouteTemplateError extends Error {
  override readonly name = "RouteTemplateError";
}

/**
 * Compiles an ASP.NET Core route template: `orders/{id:int}/{*rest}`.
 *
 * @throws RouteTemplateError on bad syntax, on an unknown constraint, and on segments that mix text and parameters
 *   (`{name}.{ext}`), which this host doesn't match.
 */
export function parseRouteTemplate(text: string): RouteTemplate {
  const refuse = (reason: string): never => {
    throw new RouteTemplateError(`The route "${text}" can't be used: ${reason}.`);
  };
  const trimmed = text.replace(/^~?\//, "").replace(/\/$/, "");
  const segments = trimmed === "" ? [] : trimmed.split("/").map((part) => parseSegment(part, refuse));
  const names = segments.flatMap((segment) => (segment.kind === "literal" ? [] : [segment.name.toLowerCase()]));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) refuse(`the parameter "${twice}" is there twice`);
  segments.forEach((segment, index) => {
    const next = segments[index + 1];
    if (next === undefined || segment.kind === "literal") return;
    if (segment.kind === "rest") refuse(`"{*${segment.name}}" has to be the last segment`);
    else if (segment.absent !== "required" && (next.kind === "literal" || next.absent === "required")) {
      refuse(`the optional parameter "${segment.name}" is followed by a segment that has to be there`);
    }
  });
  return { text, segments, precedence: segments.map(precedenceOf).join("") };
}

/**
 * Matches decoded path segments.
 *
 * @returns the values by parameter name, without parameters that have none; undefined when the path doesn't match.
 */
export function matchRoute(
  { segments }: RouteTemplate,
  path: readonly string[],
): Readonly<Record<string, string>> | undefined {
  const values: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const part = segment.kind === "rest" ? path.slice(index).join("/") : (path[index] ?? "");
    if (segment.kind === "literal") {
      if (part.toLowerCase() !== segment.text) return undefined;
      continue;
    }
    if (part === "") {
      // An empty segment in the middle ("a//b") is no value, not an absent one.
      if (index < path.length && segment.kind !== "rest") return undefined;
      if (segment.absent === "required" && segment.kind !== "rest") return undefined;
      if (typeof segment.absent === "object") values[segment.name] = segment.absent.value;
      continue;
    }
    if (!segment.constraints.every((satisfies) => satisfies(part))) return undefined;
    values[segment.name] = part;
  }
  const takesRest = segments.at(-1)?.kind === "rest";
  return path.length > segments.length && !takesRest ? undefined : values;
}

function parseSegment(part: string, refuse: (reason: string) => never): Segment {
  if (part === "") return refuse("it has an empty segment");
  if (!/[{}]/.test(part)) return { kind: "literal", text: part.toLowerCase() };
  const [, inside] = /^\{([^{}]+)\}$/.exec(part) ?? [];
  if (inside === undefined) {
    return refuse(`the segment "${part}" is more than one parameter or one text, which isn't supported here`);
  }
  const [, stars = "", name = "", tail = ""] = /^(\*{0,2})([^*:=?]+)(.*)$/.exec(inside) ?? [];
  if (name === "") return refuse(`the parameter in "${part}" has no name`);
  const [, constraintText = "", mark = "", value = ""] =
    /^((?::[^:=?(]+(?:\([^()]*\))?)*)(?:(=)(.*)|\?)?$/.exec(tail) ??
    refuse(`"${tail}" after the parameter "${name}" isn't understood`);
  const constraints = [...constraintText.matchAll(/:([^:(]+(?:\([^()]*\))?)/g)].map(([, constraint = ""]) =>
    constraintOf(constraint, refuse),
  );
  const absent = mark === "=" ? { value } : tail.endsWith("?") ? "optional" : "required";
  return { kind: stars === "" ? "parameter" : "rest", name, constraints, absent };
}

function constraintOf(text: string, refuse: (reason: string) => never): RouteConstraint {
  try {
    return compileConstraint(text);
  } catch (error) {
    if (error instanceof RouteConstraintError) return refuse(error.message);
    throw error;
  }
}

function precedenceOf(segment: Segment): number {
  if (segment.kind === "literal") return 1;
  return (segment.kind === "rest" ? 5 : 3) - (segment.constraints.length > 0 ? 1 : 0);
}
