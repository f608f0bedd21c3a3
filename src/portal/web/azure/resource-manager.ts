import { type Answer, type AskOptions, ask } from "./ask.ts";

const ROOT = "/gatehouse/azure/management.azure.com";

/** API versions that the portal speaks, by provider. */
export const apiVersions = {
  resources: "2021-04-01",
  apiManagement: "2022-08-01",
  web: "2023-12-01",
  identity: "2023-01-31",
  storage: "2023-01-01",
  keyVault: "2023-07-01",
} as const;

/** A resource as Resource Manager gives it; `properties` differ by type. */
export interface ArmResource<Properties = Readonly<Record<string, unknown>>> {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly kind?: string;
  readonly location?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly sku?: Readonly<Record<string, unknown>>;
  readonly identity?: {
    readonly type: string;
    readonly principalId?: string;
    readonly tenantId?: string;
    readonly userAssignedIdentities?: Readonly<
      Record<string, { readonly principalId: string; readonly clientId: string }>
    >;
  };
  readonly properties: Properties;
}

/** One call: `path` begins with `/subscriptions/…`. */
export function arm<Body>(path: string, version: string, options: AskOptions = {}): Promise<Answer<Body>> {
  return ask<Body>(`${ROOT}${path}${path.includes("?") ? "&" : "?"}api-version=${version}`, options);
}

/** Every item of a list, page after page. */
export async function armList<Item>(path: string, version: string, signal?: AbortSignal): Promise<readonly Item[]> {
  const items: Item[] = [];
  const options = signal === undefined ? {} : { signal };
  let next: string | undefined = `${ROOT}${path}${path.includes("?") ? "&" : "?"}api-version=${version}`;
  while (next !== undefined) {
    const { body }: Answer<{ readonly value: readonly Item[]; readonly nextLink?: string | null }> = await ask(
      next,
      options,
    );
    items.push(...body.value);
    next = body.nextLink ? here(body.nextLink) : undefined;
  }
  return items;
}

function here(link: string): string {
  const { pathname, search } = new URL(link);
  return `${ROOT}${pathname}${search}`;
}
