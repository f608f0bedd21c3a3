import { z } from "zod";
import type { ResourceType } from "../../../resource-manager/index.ts";
import { childType } from "../child-type.ts";
import type { ManagementContext } from "../context.ts";
import { etagHeader, INITIAL_ETAG } from "../etags.ts";
import { childNotFound, notSupported } from "../management-error.ts";
import { readBody } from "../read-body.ts";
import { requireParent } from "../resource-tree.ts";

const enabled = z.boolean().nullish();

/** Each setting's body, and what it is before it is put. */
const settings = {
  signin: {
    body: z.object({ enabled }),
    initial: { enabled: false },
  },
  signup: {
    body: z.object({
      enabled,
      termsOfService: z.object({ text: z.string().nullish(), enabled, consentRequired: enabled }).nullish(),
    }),
    initial: { enabled: false, termsOfService: { text: "", enabled: false, consentRequired: false } },
  },
  delegation: {
    body: z.object({
      url: z.string().nullish(),
      validationKey: z.string().nullish(),
      subscriptions: z.object({ enabled }).nullish(),
      userRegistration: z.object({ enabled }).nullish(),
    }),
    initial: { url: null, subscriptions: { enabled: false }, userRegistration: { enabled: false } },
  },
} as const;

const propertiesSchema = z.object({ etag: z.string(), setting: z.record(z.string(), z.unknown()) });
type PortalSettingProperties = Readonly<z.infer<typeof propertiesSchema>>;

/**
 * Settings of the developer portal (API Management REST: "PortalSettings"): `signin`, `signup`, `delegation`. There is no
 * developer portal here; the first two are kept for the clients that write them, and delegation can't be turned on.
 */
export function portalSettingsType(context: ManagementContext): ResourceType {
  const verbs = childType<PortalSettingProperties>(context, {
    type: "Microsoft.ApiManagement/service/portalsettings",
    noun: "Portal setting",
    schema: propertiesSchema,
    initial: Object.fromEntries(
      Object.entries(settings).map(([name, { initial }]) => [name, { etag: INITIAL_ETAG, setting: initial }]),
    ),
    make({ request, body }) {
      const known = find(request.name);
      if (known === undefined) throw childNotFound("Portal setting");
      const setting = readBody(z.object({ properties: known.body }), body).properties;
      if ("url" in setting && (setting.url || setting.subscriptions?.enabled || setting.userRegistration?.enabled)) {
        throw notSupported("developer portal to delegate from", "Leave delegation out.");
      }
      return { setting: { ...known.initial, ...setting } };
    },
    render: ({ setting }) => Object.fromEntries(Object.entries(setting).filter(([name]) => name !== "validationKey")),
  });

  const { get, head, put, patch, list } = verbs;
  return {
    type: verbs.type,
    apiVersions: verbs.apiVersions,
    get,
    head,
    put,
    patch,
    list,
    actions: {
      listsecrets(request) {
        requireParent(request.target, context.resources);
        if (request.name.toLowerCase() !== "delegation") throw childNotFound("Portal setting");
        const stored = context.resources.get(request.target.id);
        const properties = stored && propertiesSchema.parse(stored.properties);
        const validationKey = properties?.setting.validationKey ?? null;
        return { status: 200, headers: etagHeader(properties?.etag ?? INITIAL_ETAG), body: { validationKey } };
      },
    },
  };
}

function find(name: string): (typeof settings)[keyof typeof settings] | undefined {
  return Object.entries(settings).find(([known]) => known === name.toLowerCase())?.[1];
}
