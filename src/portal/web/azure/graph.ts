import { type Answer, type AskOptions, ask } from "./ask.ts";

const ROOT = "/gatehouse/azure/graph.microsoft.com";

/** One call of Microsoft Graph v1.0: `path` begins with `/applications`, `/groups` and so on. */
export function graph<Body>(path: string, options: AskOptions = {}): Promise<Answer<Body>> {
  return ask<Body>(`${ROOT}/v1.0${path}`, options);
}

/** Every item of a list, page after page. */
export async function graphList<Item>(path: string, signal?: AbortSignal): Promise<readonly Item[]> {
  const items: Item[] = [];
  const options = signal === undefined ? {} : { signal };
  let next: string | undefined = `${ROOT}/v1.0${path}`;
  while (next !== undefined) {
    const { body }: Answer<{ readonly value: readonly Item[]; readonly "@odata.nextLink"?: string }> = await ask(
      next,
      options,
    );
    items.push(...body.value);
    const link: string | undefined = body["@odata.nextLink"];
    next = link === undefined ? undefined : `${ROOT}${new URL(link).pathname}${new URL(link).search}`;
  }
  return items;
}
