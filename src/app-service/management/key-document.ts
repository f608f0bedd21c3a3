import { z } from "zod";
import { parseBody, type ResourceRequest } from "../../resource-manager/index.ts";
import type { Site } from "../sites/site.ts";

const keySchema = z.object({ name: z.string().nullish(), value: z.string().nullish() });
const bodySchema = keySchema.extend({ properties: keySchema.nullish() });

/**
 * The value that a caller gives a key; undefined asks for a generated one. The specification has it at the top ("KeyInfo"), az and
 * azurerm send it in `properties`.
 */
export function readKeyBody(request: ResourceRequest): string | undefined {
  const { value, properties } = parseBody(bodySchema, request.body);
  return properties?.value || value || undefined;
}

/** A key as the answer to its PUT shows it. */
export function renderKey(key: {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly value: string;
  readonly site: Site;
}): unknown {
  const { id, type, name, value, site } = key;
  return { id, name, type, location: site.resource.location, properties: { name, value } };
}
