import { z } from "zod";
import {
  ArmError,
  type ResourceRequest,
  type ResourceResponse,
  type ResourceType,
} from "../../resource-manager/index.ts";
import { STORAGE_ACCOUNTS, STORAGE_API_VERSIONS } from "./account.ts";
import { type DataPlane, type DataPlaneCall, dataPlaneOf } from "./data-plane-call.ts";
import { metadataHeaders, metadataOf, metadataSchema, namesIn } from "./metadata.ts";
import { parseArmBody } from "./parse-arm-body.ts";
import type { StorageManagement } from "./storage-management.ts";

const TYPE = `${STORAGE_ACCOUNTS}/queueServices/queues`;
const bodySchema = z.object({ properties: z.object({ metadata: metadataSchema }).nullish() });

/** Queues by way of Resource Manager, as azurerm 4 makes them (Storage Resource Provider REST: "Queue"). */
export function queuesType(management: StorageManagement): ResourceType {
  async function read(plane: DataPlane, name: string): Promise<ResourceResponse> {
    const { status, headers } = await plane.call(about("GET", name, "comp=metadata"));
    if (status === 404) throw new ArmError(404, "QueueNotFound", "The specified queue does not exist.");
    const id = `${plane.account.id}/queueServices/default/queues/${name}`;
    return { status: 200, body: { id, name, type: TYPE, properties: { metadata: metadataOf(headers) } } };
  }

  async function write(request: ResourceRequest, mayCreate: boolean): Promise<ResourceResponse> {
    const plane = dataPlaneOf(management, request);
    const { properties } = parseArmBody(bodySchema, request.body);
    const headers = metadataHeaders(properties?.metadata);
    if (mayCreate) await plane.call({ ...about("PUT", request.name), headers }, 409);
    if (properties?.metadata != null) await plane.call({ ...about("PUT", request.name, "comp=metadata"), headers });
    return read(plane, request.name);
  }

  return {
    type: TYPE,
    apiVersions: STORAGE_API_VERSIONS,
    get: (request) => read(dataPlaneOf(management, request), request.name),
    put: (request) => write(request, true),
    patch: (request) => write(request, false),
    async delete(request) {
      await dataPlaneOf(management, request).call(about("DELETE", request.name));
      // "Queue - Delete" has no 200; SDKs take one for an error.
      return { status: 204 };
    },
    async list(request) {
      const plane = dataPlaneOf(management, request);
      const { body } = await plane.call({ service: "queue", method: "GET", rawPath: "/", rawQuery: "comp=list" });
      const value = await Promise.all(namesIn(body).map(async (name) => (await read(plane, name)).body));
      return { status: 200, body: { value } };
    },
  };
}

function about(method: string, name: string, rawQuery = ""): DataPlaneCall {
  return { service: "queue", method, rawPath: `/${encodeURIComponent(name)}`, rawQuery };
}
