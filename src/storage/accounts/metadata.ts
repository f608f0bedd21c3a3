import { z } from "zod";

const PREFIX = "x-ms-meta-";

/** Metadata of a container or a queue in a body of Resource Manager. */
export const metadataSchema = z
  .record(z.string().regex(/^[A-Za-z_]\w*$/, "is not a name for metadata"), z.string().regex(/^[ -~]*$/))
  .nullish();

/** As the data plane takes it: one header for each. */
export function metadataHeaders(metadata: z.infer<typeof metadataSchema>): Record<string, string> {
  const entries = Object.entries(metadata ?? {}).map(([name, value]) => [`${PREFIX}${name.toLowerCase()}`, value]);
  return Object.fromEntries(entries);
}

/** The metadata in an answer's headers. */
export function metadataOf(headers: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  const found = Object.entries(headers).filter(([name]) => name.startsWith(PREFIX));
  return Object.fromEntries(found.map(([name, value]) => [name.slice(PREFIX.length), value ?? ""]));
}

/** The names in a list of containers or queues. */
export function namesIn(xml: string): readonly string[] {
  return [...xml.matchAll(/<Name>([^<]+)<\/Name>/g)].flatMap(([, name]) => name ?? []);
}
