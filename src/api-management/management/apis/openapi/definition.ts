import { z } from "zod";
import { definitionFault } from "./definition-fault.ts";

const parameter = z.object({
  name: z.string().min(1),
  in: z.enum(["path", "query", "header", "cookie"]),
  description: z.string().optional(),
  required: z.boolean().optional(),
  schema: z.record(z.string(), z.unknown()).optional(),
});
export type DefinitionParameter = Readonly<z.infer<typeof parameter>>;

const content = z.record(
  z.string(),
  z.object({ schema: z.record(z.string(), z.unknown()).optional(), example: z.unknown().optional() }),
);
export type DefinitionContent = Readonly<z.infer<typeof content>>;

const operation = z.object({
  operationId: z.string().optional(),
  summary: z.string().optional(),
  description: z.string().optional(),
  parameters: z.array(z.unknown()).optional(),
  requestBody: z.unknown().optional(),
  responses: z.record(z.string(), z.unknown()).optional(),
});
export type DefinitionOperation = Readonly<z.infer<typeof operation>>;

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"] as const;

const document = z.object({
  openapi: z.string().regex(/^3\.[01](?:\.\d+)?$/, "Expected OpenAPI 3.0 or 3.1."),
  info: z.object({ title: z.string().min(1), description: z.string().optional() }),
  servers: z.array(z.object({ url: z.string() })).optional(),
  paths: z.record(z.string().startsWith("/"), z.record(z.string(), z.unknown())).optional(),
  components: z.record(z.string(), z.unknown()).optional(),
});

const requestBody = z.object({ description: z.string().optional(), content: content.optional() });
const response = z.object({
  description: z.string().optional(),
  content: content.optional(),
  headers: z.record(z.string(), z.unknown()).optional(),
});

/** An OpenAPI 3 definition, with its references within the document followed where they are asked for. */
export interface Definition {
  readonly title: string;
  readonly description: string | undefined;
  /** The first server's URL that is absolute and http or https, https preferred. */
  readonly serviceUrl: string | undefined;
  readonly schemas: Readonly<Record<string, unknown>> | undefined;
  readonly operations: readonly {
    readonly path: string;
    /** Upper case. */
    readonly method: string;
    readonly operation: DefinitionOperation;
    /** The path's and the operation's own, which win. */
    readonly parameters: readonly DefinitionParameter[];
  }[];
  requestBody(value: unknown): z.infer<typeof requestBody>;
  response(value: unknown): z.infer<typeof response>;
}

/** Reads an OpenAPI 3 document. Throws API Management's 400 with what is wrong in it. */
export function readDefinition(root: unknown): Definition {
  const { info, servers = [], paths = {}, components } = check(document, root, "definition");

  function resolve(value: unknown): unknown {
    let found = value;
    for (let depth = 0; isRecord(found) && typeof found.$ref === "string"; depth += 1) {
      const { $ref: reference } = found;
      if (!reference.startsWith("#/"))
        throw definitionFault(`'${reference}' points out of the definition: only '#/…' can be followed.`);
      if (depth > 16) throw definitionFault(`'${reference}' leads in a circle.`);
      found = reference.slice(2).split("/").reduce<unknown>(step, root);
      if (found === undefined) throw definitionFault(`'${reference}' leads nowhere.`);
    }
    return found;
  }

  function parametersOf(
    path: readonly unknown[],
    own: readonly unknown[],
    place: string,
  ): readonly DefinitionParameter[] {
    const byName = new Map<string, DefinitionParameter>();
    for (const value of [...path, ...own]) {
      const read = check(parameter, resolve(value), `parameter of ${place}`);
      byName.set(`${read.in} ${read.name}`, read);
    }
    return [...byName.values()];
  }

  const urls = servers.map(({ url }) => url).filter((url) => /^https?:\/\//i.test(url));
  const schemas = components?.schemas;
  return {
    title: info.title,
    description: info.description,
    serviceUrl: urls.find((url) => /^https:/i.test(url)) ?? urls[0],
    schemas: isRecord(schemas) ? schemas : undefined,
    operations: Object.entries(paths).flatMap(([path, item]) =>
      methods.flatMap((method) => {
        if (item[method] === undefined) return [];
        const place = `${method.toUpperCase()} ${path}`;
        const read = check(operation, item[method], place);
        const shared = Array.isArray(item.parameters) ? item.parameters : [];
        const parameters = parametersOf(shared, read.parameters ?? [], place);
        return [{ path, method: method.toUpperCase(), operation: read, parameters }];
      }),
    ),
    requestBody: (value) => check(requestBody, resolve(value), "requestBody"),
    response: (value) => check(response, resolve(value), "response"),
  };
}

function check<T>(schema: z.ZodType<T>, value: unknown, place: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw definitionFault(
    parsed.error.issues.map(({ path, message }) => `${[place, ...path].join(".")}: ${message}`).join("; "),
  );
}

function step(value: unknown, part: string): unknown {
  const name = decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~");
  return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
