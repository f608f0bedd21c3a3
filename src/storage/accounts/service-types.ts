import { z } from "zod";
import { badRequest, type ResourceType } from "../../resource-manager/index.ts";
import { STORAGE_ACCOUNTS, STORAGE_API_VERSIONS } from "./account.ts";
import { parseArmBody } from "./parse-arm-body.ts";
import { requestedAccount, type StorageManagement } from "./storage-management.ts";

const off = z.object({ enabled: z.literal(false, "Gatehouse does not support this") }).nullish();
const corsSchema = z
  .object({ corsRules: z.array(z.never("Gatehouse takes CORS rules on the service itself only")).nullish() })
  .nullish();

const bodySchema = z.object({
  properties: z
    .object({
      cors: corsSchema,
      deleteRetentionPolicy: off,
      containerDeleteRetentionPolicy: off,
      restorePolicy: off,
      changeFeed: off,
      lastAccessTimeTrackingPolicy: off.or(z.object({ enable: z.literal(false) })),
      isVersioningEnabled: z.literal(false, "Gatehouse does not keep versions of blobs").nullish(),
      automaticSnapshotPolicyEnabled: z.literal(false, "Gatehouse takes no automatic snapshots").nullish(),
      defaultServiceVersion: z.null("Gatehouse has no default service version").optional(),
    })
    .nullish(),
});

/** What every account answers for a service that has only its defaults. */
const DEFAULTS = {
  blobServices: {
    cors: { corsRules: [] },
    deleteRetentionPolicy: { allowPermanentDelete: false, enabled: false },
    isVersioningEnabled: false,
  },
  fileServices: {
    cors: { corsRules: [] },
    shareDeleteRetentionPolicy: { enabled: true, days: 7 },
    protocolSettings: { smb: {} },
  },
  queueServices: { cors: { corsRules: [] } },
  tableServices: { cors: { corsRules: [] } },
} as const;

/**
 * The services of an account (Storage Resource Provider REST: "Blob Services" and its sisters). They have their defaults;
 * what would change them is refused by name. There are no file shares, so their service is only read.
 */
export function serviceTypes({ resources }: StorageManagement): readonly ResourceType[] {
  return Object.entries(DEFAULTS).map(([service, properties]): ResourceType => {
    const type = `${STORAGE_ACCOUNTS}/${service}`;
    return {
      type,
      apiVersions: STORAGE_API_VERSIONS,
      get(request) {
        const { id, sku } = requestedAccount(resources, request);
        if (request.name !== "default") {
          throw badRequest(`The name of a service of a storage account is 'default', not '${request.name}'.`);
        }
        return { status: 200, body: { sku, id: `${id}/${service}/default`, name: "default", type, properties } };
      },
      put(request) {
        const { id } = requestedAccount(resources, request);
        if (service === "fileServices")
          throw badRequest("Gatehouse has no file shares, so their service can't be changed.");
        parseArmBody(bodySchema, request.body);
        return { status: 200, body: { id: `${id}/${service}/default`, name: "default", type, properties } };
      },
      list(request) {
        const { id, sku } = requestedAccount(resources, request);
        const value = [{ sku, id: `${id}/${service}/default`, name: "default", type, properties }];
        return { status: 200, body: { value } };
      },
    };
  });
}
