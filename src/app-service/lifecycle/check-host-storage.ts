import { EntraError } from "../../entra/index.ts";
import { type ManagedIdentities, ManagedIdentityError } from "../../managed-identity/index.ts";
import { type Outbound, OutboundError, type OutboundResponse } from "../../platform/index.ts";
import type { ResourceStore } from "../../resource-manager/index.ts";
import type { Site } from "../sites/site.ts";
import { type HostStorage, hostStorage } from "./host-storage.ts";
import { StartRefused } from "./start-refused.ts";

const CONTAINER = "azure-webjobs-hosts";
const STORAGE_VERSION = "2021-12-02";

export interface HostStorageContext {
  readonly identities: Pick<ManagedIdentities, "token">;
  readonly outbound: Outbound;
  readonly resources: Pick<ResourceStore, "list">;
}

/**
 * Does with the host storage what a starting Functions host does first: makes its container and writes its lock, as the
 * identity that the settings name. "Storage Blob Data Owner" covers that; being Owner of the account doesn't. Throws
 * `StartRefused`.
 */
export async function checkHostStorage(
  site: Site,
  settings: Readonly<Record<string, string>>,
  context: HostStorageContext,
): Promise<void> {
  const { name } = site.resource;
  const storage = hostStorage(name, settings);
  if (storage === undefined) return;
  const { accessToken, clientId } = await hostToken(site, storage, context);

  const container = new URL(`/${CONTAINER}?restype=container`, storage.blobService);
  const lock = new URL(`/${CONTAINER}/locks/${name.toLowerCase()}/host`, storage.blobService);
  const made = await put(site, storage, container, accessToken, context.outbound);
  // 409: it was there already.
  if (made.status !== 201 && made.status !== 409) throw refusal(site, storage, clientId, made, context);
  const locked = await put(site, storage, lock, accessToken, context.outbound);
  // 409 and 412: another host holds a lease on the lock, which needs the same role to have been taken.
  if (![201, 409, 412].includes(locked.status)) throw refusal(site, storage, clientId, locked, context);
}

async function hostToken(site: Site, storage: HostStorage, { identities }: HostStorageContext) {
  const { id, name, identity } = site.resource;
  try {
    return await identities.token({
      host: { id, ...(identity === undefined ? {} : { identity }) },
      ...(storage.identity === undefined ? {} : { select: storage.identity }),
      resource: "https://storage.azure.com/",
    });
  } catch (error) {
    if (!(error instanceof ManagedIdentityError) && !(error instanceof EntraError)) throw error;
    const named =
      storage.identity === undefined
        ? "the system-assigned identity"
        : `the identity ${Object.values(storage.identity).join("")}`;
    throw new StartRefused(
      "HOST_STORAGE_IDENTITY",
      "on request",
      `The function app '${name}' isn't started: it gets no token for its host storage '${storage.account}' as ${named}: ${error.message} ` +
        "Assign the identity to the site; for a user-assigned one, also set AzureWebJobsStorage__credential to 'managedidentity' " +
        "and AzureWebJobsStorage__clientId to its client id.",
    );
  }
}

async function put(
  site: Site,
  storage: HostStorage,
  url: URL,
  accessToken: string,
  outbound: Outbound,
): Promise<OutboundResponse> {
  try {
    return await outbound.request({
      method: "PUT",
      url,
      headers: {
        authorization: `Bearer ${accessToken}`,
        "x-ms-version": STORAGE_VERSION,
        "content-length": "0",
        ...(url.searchParams.has("restype") ? {} : { "x-ms-blob-type": "BlockBlob" }),
      },
      timeoutMs: 30_000,
    });
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    throw new StartRefused(
      "HOST_STORAGE_UNAVAILABLE",
      "on request",
      `The function app '${site.resource.name}' isn't started: its host storage '${storage.account}' gave no answer: ${error.message}`,
    );
  }
}

function refusal(
  site: Site,
  storage: HostStorage,
  clientId: string,
  response: OutboundResponse,
  { resources }: HostStorageContext,
): StartRefused {
  const { name } = site.resource;
  if (response.status !== 401 && response.status !== 403) {
    return new StartRefused(
      "HOST_STORAGE_UNAVAILABLE",
      "on request",
      `The function app '${name}' isn't started: its host storage '${storage.account}' answered ${response.status} (${storageError(response)}); expected 201.`,
    );
  }
  const account = resources
    .list("Microsoft.Storage/storageAccounts")
    .find((resource) => resource.name.toLowerCase() === storage.account.toLowerCase());
  const scope = account?.id ?? `<id of the storage account ${storage.account}>`;
  return new StartRefused(
    "HOST_STORAGE_ACCESS_DENIED",
    "on request",
    `The function app '${name}' isn't started: the identity with the client id ${clientId} lacks the role "Storage Blob Data Owner" on the ` +
      `storage account '${storage.account}' (${response.status} ${storageError(response)}). ` +
      `Give it: az role assignment create --assignee ${clientId} --role "Storage Blob Data Owner" --scope ${scope}`,
  );
}

/** The code out of Storage's XML error. */
function storageError(response: OutboundResponse): string {
  return /<Code>([A-Za-z]+)<\/Code>/.exec(response.body.toString("utf8"))?.[1] ?? "no error code";
}
