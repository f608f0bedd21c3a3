import { z } from "zod";
import type { RunningCloud } from "../running-cloud.ts";

/** The api-version that this command line speaks with API Management's resources. */
export const API_VERSION = "2024-05-01";

const MAX_PAGES = 1000;
const pageSchema = z.object({ value: z.array(z.unknown()), nextLink: z.url().nullish() });

/** Every page of a collection of API Management's, each item read by `schema`. Throws `CliError`. */
export async function listAll<Item>(
  cloud: RunningCloud,
  path: string,
  schema: z.ZodType<Item>,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  let next: string | undefined = `${path}?api-version=${API_VERSION}`;
  for (let page = 0; next !== undefined && page < MAX_PAGES; page += 1) {
    const { value, nextLink } = pageSchema.parse(await cloud.resourceManager("GET", next));
    items.push(...value.map((item) => schema.parse(item)));
    const following = nextLink ? new URL(nextLink) : undefined;
    next = following && following.pathname + following.search;
  }
  return items;
}
