import { z } from "zod";
import {
  ArmError,
  badRequest,
  type ResourceRequest,
  type ResourceResponse,
  type ResourceType,
} from "../../resource-manager/index.ts";
import { STORAGE_ACCOUNTS, STORAGE_API_VERSIONS } from "./account.ts";
import { type DataPlane, dataPlaneOf } from "./data-plane-call.ts";
import { parseArmBody } from "./parse-arm-body.ts";
import type { StorageManagement } from "./storage-management.ts";

const TYPE = `${STORAGE_ACCOUNTS}/tableServices/tables`;
const JSON_HEADERS = { accept: "application/json;odata=nometadata", "content-type": "application/json" };

const bodySchema = z
  .object({
    properties: z
      .object({
        signedIdentifiers: z
          .array(z.never("Gatehouse takes stored access policies on the table itself only"))
          .nullish(),
      })
      .nullish(),
  })
  .optional();
const listSchema = z.object({ value: z.array(z.object({ TableName: z.string() })) });

/** Tables by way of Resource Manager (Storage Resource Provider REST: "Table"). */
export function tablesType(management: StorageManagement): ResourceType {
  async function namesOf(plane: DataPlane): Promise<readonly string[]> {
    const { body } = await plane.call({ service: "table", method: "GET", rawPath: "/Tables", headers: JSON_HEADERS });
    return listSchema.parse(JSON.parse(body)).value.map(({ TableName }) => TableName);
  }

  async function get(request: ResourceRequest): Promise<ResourceResponse> {
    const plane = dataPlaneOf(management, request);
    const name = (await namesOf(plane)).find((found) => found.toLowerCase() === request.name.toLowerCase());
    if (name === undefined) throw new ArmError(404, "TableNotFound", "The table specified does not exist.");
    return { status: 200, body: render(plane, name) };
  }

  return {
    type: TYPE,
    apiVersions: STORAGE_API_VERSIONS,
    get,
    /** Nothing of a table can be changed but its access policies, which are refused. */
    patch(request) {
      parseArmBody(bodySchema, request.body);
      return get(request);
    },
    async put(request) {
      const plane = dataPlaneOf(management, request);
      parseArmBody(bodySchema, request.body);
      checkName(request.name);
      const body = JSON.stringify({ TableName: request.name });
      await plane.call({ service: "table", method: "POST", rawPath: "/Tables", headers: JSON_HEADERS, body }, 409);
      return { status: 200, body: render(plane, request.name) };
    },
    async delete(request) {
      const plane = dataPlaneOf(management, request);
      checkName(request.name);
      const rawPath = `/Tables('${request.name}')`;
      await plane.call({ service: "table", method: "DELETE", rawPath, headers: JSON_HEADERS });
      // "Table - Delete" has no 200; SDKs take one for an error.
      return { status: 204 };
    },
    async list(request) {
      const plane = dataPlaneOf(management, request);
      return { status: 200, body: { value: (await namesOf(plane)).map((name) => render(plane, name)) } };
    },
  };
}

function checkName(name: string): void {
  if (/^[A-Za-z][A-Za-z0-9]{2,62}$/.test(name)) return;
  throw badRequest(
    `'${name}' is not a name for a table: it takes 3 to 63 letters and digits and begins with a letter.`,
  );
}

function render({ account }: DataPlane, name: string): unknown {
  return {
    id: `${account.id}/tableServices/default/tables/${name}`,
    name,
    type: TYPE,
    properties: { tableName: name },
  };
}
