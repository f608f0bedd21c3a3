import { parse, YAMLParseError } from "yaml";
import { definitionFault } from "./definition-fault.ts";
import { openApiOf } from "./swagger.ts";

/** How a definition is written: `ContentFormat` of API Management REST, without its `-link`. */
export type DefinitionFormat = "openapi" | "openapi+json" | "swagger-json";

/** 4 MB ("API import restrictions and known issues": size limitations). */
const MAXIMUM_BYTES = 4 * 1024 * 1024;

/**
 * Reads a definition's text as an OpenAPI 3 document, not checked yet: `openapi` is YAML (or JSON, which YAML takes in), the
 * others are JSON. Swagger 2.0 is rewritten to OpenAPI 3. Throws API Management's 400 with what is wrong in it.
 */
export function readDocument(format: DefinitionFormat, text: string): unknown {
  if (Buffer.byteLength(text) > MAXIMUM_BYTES) {
    throw definitionFault(`The definition has more than ${MAXIMUM_BYTES} bytes.`);
  }
  const isJson = format !== "openapi" || text.trimStart().startsWith("{");
  const document = isJson ? parseJson(text) : parseYaml(text);
  return format === "swagger-json" ? openApiOf(document) : document;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw definitionFault(`It is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Aliases are few in real definitions; the limit keeps a small text from becoming a huge document. */
function parseYaml(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 100, logLevel: "error" });
  } catch (error) {
    if (!(error instanceof YAMLParseError) && !(error instanceof ReferenceError)) throw error;
    throw definitionFault(`It is not YAML: ${error.message}`);
  }
}
