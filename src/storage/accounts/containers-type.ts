import { z } from "zod";
import {
  ArmError,
  type ResourceRequest,
  type ResourceResponse,
  type ResourceType,
} from "../../resource-manager/index.ts";
import type { UpstreamAnswer } from "../azurite/upstream.ts";
import { STORAGE_ACCOUNTS, STORAGE_API_VERSIONS } from "./account.ts";
import { type DataPlane, type DataPlaneCall, dataPlaneOf } from "./data-plane-call.ts";
import { metadataHeaders, metadataOf, metadataSchema, namesIn } from "./metadata.ts";
import { parseArmBody } from "./parse-arm-body.ts";
import type { StorageManagement } from "./storage-management.ts";

const TYPE = `${STORAGE_ACCOUNTS}/blobServices/containers`;
const ENCRYPTION_SCOPE = "$account-encryption-key";

const bodySchema = z.object({
  properties: z
    .object({
      publicAccess: z.enum(["None", "Blob", "Container"]).nullish(),
      metadata: metadataSchema,
      defaultEncryptionScope: z.literal(ENCRYPTION_SCOPE, "Gatehouse has no encryption scopes").nullish(),
      denyEncryptionScopeOverride: z.literal(false, "Gatehouse has no encryption scopes").nullish(),
      immutableStorageWithVersioning: z.null("Gatehouse has no immutable storage").optional(),
    })
    .nullish(),
});
type ContainerSettings = NonNullable<z.infer<typeof bodySchema>["properties"]>;

/** Containers by way of Resource Manager, as azurerm 4 makes them (Storage Resource Provider REST: "Blob Containers"). */
export function containersType(management: StorageManagement): ResourceType {
  async function read(plane: DataPlane, name: string): Promise<ResourceResponse> {
    const answer = await plane.call(about("GET", name));
    if (answer.status === 404) throw new ArmError(404, "ContainerNotFound", "The specified container does not exist.");
    return { status: 200, body: render(plane, name, answer) };
  }

  async function write(request: ResourceRequest, mayCreate: boolean): Promise<ResourceResponse> {
    const plane = dataPlaneOf(management, request);
    const { properties } = parseArmBody(bodySchema, request.body);
    const settings = properties ?? {};
    const opens = settings.publicAccess != null && settings.publicAccess !== "None";
    if (opens && !plane.account.properties.allowBlobPublicAccess) {
      throw new ArmError(409, "PublicAccessNotPermitted", "Public access is not permitted on this storage account.");
    }
    if (mayCreate && (await create(plane, request.name, settings))) {
      return { ...(await read(plane, request.name)), status: 201 };
    }
    await update(plane, request.name, settings);
    return read(plane, request.name);
  }

  return {
    type: TYPE,
    apiVersions: STORAGE_API_VERSIONS,
    get: (request) => read(dataPlaneOf(management, request), request.name),
    put: (request) => write(request, true),
    patch: (request) => write(request, false),
    async delete(request) {
      const { status } = await dataPlaneOf(management, request).call(about("DELETE", request.name));
      return { status: status === 404 ? 204 : 200 };
    },
    async list(request) {
      const plane = dataPlaneOf(management, request);
      const { body } = await plane.call({ service: "blob", method: "GET", rawPath: "/", rawQuery: "comp=list" });
      const value = await Promise.all(namesIn(body).map(async (name) => (await read(plane, name)).body));
      return { status: 200, body: { value } };
    },
  };
}

function about(method: string, name: string, comp?: string): DataPlaneCall {
  const rawQuery = `restype=container${comp === undefined ? "" : `&comp=${comp}`}`;
  return { service: "blob", method, rawPath: `/${encodeURIComponent(name)}`, rawQuery };
}

/** True if it was not there before. */
async function create(plane: DataPlane, name: string, settings: ContainerSettings): Promise<boolean> {
  const headers = { ...metadataHeaders(settings.metadata), ...accessHeader(settings) };
  const { status } = await plane.call({ ...about("PUT", name), headers }, 409);
  return status === 201;
}

/** What the body leaves out stays; so do the stored access policies, which are written with the level of access. */
async function update(plane: DataPlane, name: string, settings: ContainerSettings): Promise<void> {
  if (settings.metadata != null) {
    await plane.call({ ...about("PUT", name, "metadata"), headers: metadataHeaders(settings.metadata) });
  }
  if (settings.publicAccess != null) {
    const { status, body } = await plane.call(about("GET", name, "acl"));
    if (status === 200) await plane.call({ ...about("PUT", name, "acl"), headers: accessHeader(settings), body });
  }
}

function accessHeader({ publicAccess }: ContainerSettings): Record<string, string> {
  return publicAccess == null || publicAccess === "None"
    ? {}
    : { "x-ms-blob-public-access": publicAccess.toLowerCase() };
}

const ACCESS: Readonly<Record<string, string>> = { blob: "Blob", container: "Container" };

function render({ account }: DataPlane, name: string, { headers }: UpstreamAnswer): unknown {
  return {
    id: `${account.id}/blobServices/default/containers/${name}`,
    name,
    type: TYPE,
    etag: headers.etag,
    properties: {
      deleted: false,
      remainingRetentionDays: 0,
      defaultEncryptionScope: ENCRYPTION_SCOPE,
      denyEncryptionScopeOverride: false,
      publicAccess: ACCESS[headers["x-ms-blob-public-access"] ?? ""] ?? "None",
      leaseState: capitalized(headers["x-ms-lease-state"] ?? "available"),
      leaseStatus: headers["x-ms-lease-status"] === "locked" ? "Locked" : "Unlocked",
      lastModifiedTime: new Date(headers["last-modified"] ?? 0).toISOString(),
      metadata: metadataOf(headers),
      hasImmutabilityPolicy: false,
      hasLegalHold: false,
    },
  };
}

/** The data plane's `available` is Resource Manager's `Available`. */
function capitalized(state: string): string {
  return state.slice(0, 1).toUpperCase() + state.slice(1);
}
