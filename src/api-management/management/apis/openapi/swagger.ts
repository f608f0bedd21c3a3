import { z } from "zod";
import { definitionFault } from "./definition-fault.ts";

type Fields = Readonly<Record<string, unknown>>;

const fields = z.record(z.string(), z.unknown());
const mediaTypes = z.array(z.string()).optional();

const documentSchema = z.object({
  swagger: z.literal("2.0"),
  info: z.unknown(),
  host: z.string().optional(),
  basePath: z.string().optional(),
  schemes: z.array(z.string()).optional(),
  consumes: mediaTypes,
  produces: mediaTypes,
  paths: z.record(z.string(), fields).optional(),
  definitions: fields.optional(),
  parameters: fields.optional(),
  responses: fields.optional(),
});
type SwaggerDocument = z.infer<typeof documentSchema>;

const operationSchema = z.looseObject({
  parameters: z.array(z.unknown()).optional(),
  responses: fields.optional(),
  consumes: mediaTypes,
  produces: mediaTypes,
});

const methods = new Set(["get", "put", "post", "delete", "options", "head", "patch"]);

/** What a parameter or header says of its values, which OpenAPI 3 moves into a schema. */
const schemaFields = ["type", "format", "items", "enum", "default", "pattern", "minimum", "maximum"] as const;

/**
 * A Swagger 2.0 document as the OpenAPI 3 document that says the same, as far as an import reads it: server, operations,
 * parameters, bodies, responses and schemas. Throws API Management's 400 for what is no Swagger 2.0 document.
 */
export function openApiOf(root: unknown): unknown {
  const document = check(documentSchema, root, "definition");
  return {
    openapi: "3.0.1",
    info: document.info,
    servers: serversOf(document),
    paths: Object.fromEntries(
      Object.entries(document.paths ?? {}).map(([path, item]) => [path, pathItem(item, document)] as const),
    ),
    components: { schemas: renameReferences(document.definitions ?? {}) },
  };
}

function serversOf({ host, basePath = "", schemes = ["https"] }: SwaggerDocument): readonly { readonly url: string }[] {
  if (host === undefined) return [];
  return schemes.map((scheme) => ({ url: `${scheme}://${host}${basePath.replace(/\/$/, "")}` }));
}

function pathItem(item: Fields, document: SwaggerDocument): Fields {
  const shared = Array.isArray(item.parameters) ? item.parameters : [];
  return Object.fromEntries(
    Object.entries(item)
      .filter(([name]) => methods.has(name.toLowerCase()))
      .map(([method, value]) => [method, operation(check(operationSchema, value, method), shared, document)] as const),
  );
}

function operation(
  { parameters = [], responses = {}, consumes, produces, ...rest }: z.infer<typeof operationSchema>,
  shared: readonly unknown[],
  document: SwaggerDocument,
): Fields {
  const byName = new Map<string, Fields>();
  for (const value of [...shared, ...parameters]) {
    const read = check(fields, follow(value, "parameters", document.parameters), "parameter");
    byName.set(`${read.in} ${read.name}`, read);
  }
  const all = [...byName.values()];
  const bodyTypes = consumes ?? document.consumes ?? ["application/json"];
  const answerTypes = produces ?? document.produces ?? ["application/json"];
  const requestBody = bodyOf(all, bodyTypes);
  return {
    ...rest,
    parameters: all.filter((one) => one.in !== "body" && one.in !== "formData").map(parameter),
    ...(requestBody === undefined ? {} : { requestBody }),
    responses: Object.fromEntries(
      Object.entries(responses).map(([status, value]) => [
        status,
        response(check(fields, follow(value, "responses", document.responses), "response"), answerTypes),
      ]),
    ),
  };
}

function parameter({ name, in: place, description, required, ...rest }: Fields): Fields {
  const schema = Object.fromEntries(schemaFields.flatMap((field) => (field in rest ? [[field, rest[field]]] : [])));
  return {
    name,
    in: place,
    ...(description === undefined ? {} : { description }),
    ...(required === undefined ? {} : { required }),
    schema,
  };
}

/** A form's fields go together in one body; else the body is the one parameter in it. */
function bodyOf(parameters: readonly Fields[], types: readonly string[]): Fields | undefined {
  const form = parameters.filter((one) => one.in === "formData");
  if (form.length > 0) {
    const properties = Object.fromEntries(form.map((one) => [String(one.name), parameter(one).schema]));
    const formTypes = types.filter((type) => /form/i.test(type));
    const [first = "application/x-www-form-urlencoded", ...others] = formTypes;
    return { content: contentOf([first, ...others], { type: "object", properties }) };
  }
  const body = parameters.find((one) => one.in === "body");
  if (body === undefined) return undefined;
  const { description, schema } = body;
  return {
    ...(description === undefined ? {} : { description }),
    content: contentOf(types, schema),
  };
}

function response({ description, schema, headers, examples }: Fields, types: readonly string[]): Fields {
  const examplesOf = fields.safeParse(examples).data ?? {};
  const content = contentOf(types, schema, examplesOf);
  return {
    ...(description === undefined ? {} : { description }),
    ...(headers === undefined ? {} : { headers }),
    ...(schema === undefined && examples === undefined ? {} : { content }),
  };
}

function contentOf(types: readonly string[], schema: unknown, examples: Fields = {}): Fields {
  const renamed = schema === undefined ? {} : { schema: renameReferences(schema) };
  return Object.fromEntries(
    types.map((type) => [type, { ...renamed, ...(type in examples && { example: examples[type] }) }]),
  );
}

/** What `#/parameters/…` or `#/responses/…` leads to; anything else as it is. */
function follow(value: unknown, section: string, held: Fields = {}): unknown {
  const reference = fields.safeParse(value).data?.$ref;
  if (typeof reference !== "string") return value;
  const prefix = `#/${section}/`;
  const name = reference.slice(prefix.length);
  if (reference.startsWith(prefix) && Object.hasOwn(held, name)) return held[name];
  throw definitionFault(`'${reference}' leads nowhere.`);
}

/** The same value with every reference to a definition leading to the component that it becomes. */
function renameReferences(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(renameReferences);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, held]) => [
      name,
      name === "$ref" && typeof held === "string"
        ? held.replace(/^#\/definitions\//, "#/components/schemas/")
        : renameReferences(held),
    ]),
  );
}

function check<T>(schema: z.ZodType<T>, value: unknown, place: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw definitionFault(
    parsed.error.issues.map(({ path, message }) => `${[place, ...path].join(".")}: ${message}`).join("; "),
  );
}
