import { beforeAll, describe, expect, test } from "vitest";
import { useApiManagement } from "./support/api-management-service.ts";
import { collect } from "./support/collect.ts";
import { expectRestError } from "./support/expect-rest-error.ts";
import { useResourceGroup } from "./support/resource-group.ts";

const group = useResourceGroup("rg-sdk-apim-entities");
const service = "apim-sdk-entities";
const client = useApiManagement(group, service);
const at = [group, service] as const;

/** What is the same for all kinds of things inside a service: five calls, an entity tag, and a condition on it. */
interface Kind {
  /** The last part of its type. */
  readonly type: string;
  readonly name: string;
  /** What a create sends, as far as a read shows it. */
  readonly shown: object;
  /** What an update changes. */
  readonly changed?: object;
  create(): Promise<object>;
  get(): Promise<object>;
  entityTag(): Promise<{ readonly eTag?: string }>;
  list(): AsyncIterable<object>;
  /** Absent: Azure has no PATCH for the type. */
  update?(ifMatch: string): Promise<object>;
  delete(ifMatch: string): Promise<unknown>;
}

const { api, product, subscription, namedValue, backend, apiVersionSet, policyFragment, tag, user, logger } = client;
const { globalSchema, diagnostic } = client;
const groups = client.group;

const kinds: readonly Kind[] = [
  {
    type: "apis",
    name: "orders",
    shown: { displayName: "Orders", path: "orders", protocols: ["https"], serviceUrl: "https://orders.example.com" },
    changed: { description: "All orders" },
    create: () =>
      api.beginCreateOrUpdateAndWait(...at, "orders", {
        displayName: "Orders",
        path: "orders",
        protocols: ["https"],
        serviceUrl: "https://orders.example.com",
      }),
    get: () => api.get(...at, "orders"),
    entityTag: () => api.getEntityTag(...at, "orders"),
    list: () => api.listByService(...at),
    update: (ifMatch) => api.update(...at, "orders", ifMatch, { description: "All orders" }),
    delete: (ifMatch) => api.beginDeleteAndWait(...at, "orders", ifMatch),
  },
  {
    type: "products",
    name: "gold",
    shown: { displayName: "Gold", subscriptionRequired: true, approvalRequired: false, state: "notPublished" },
    changed: { state: "published" },
    create: () => product.createOrUpdate(...at, "gold", { displayName: "Gold", subscriptionRequired: true }),
    get: () => product.get(...at, "gold"),
    entityTag: () => product.getEntityTag(...at, "gold"),
    list: () => product.listByService(...at),
    update: (ifMatch) => product.update(...at, "gold", ifMatch, { state: "published" }),
    delete: (ifMatch) => product.delete(...at, "gold", ifMatch),
  },
  {
    type: "subscriptions",
    name: "team",
    shown: { displayName: "The team", scope: expect.stringMatching(/\/apis$/), state: "active" },
    changed: { displayName: "The whole team" },
    create: () =>
      subscription.createOrUpdate(...at, "team", { displayName: "The team", scope: "/apis", state: "active" }),
    get: () => subscription.get(...at, "team"),
    entityTag: () => subscription.getEntityTag(...at, "team"),
    list: () => subscription.list(...at),
    update: (ifMatch) => subscription.update(...at, "team", ifMatch, { displayName: "The whole team" }),
    delete: (ifMatch) => subscription.delete(...at, "team", ifMatch),
  },
  {
    type: "namedValues",
    name: "region",
    shown: { displayName: "Region", value: "uk", secret: false, tags: ["place"] },
    changed: { value: "us" },
    create: () =>
      namedValue.beginCreateOrUpdateAndWait(...at, "region", { displayName: "Region", value: "uk", tags: ["place"] }),
    get: () => namedValue.get(...at, "region"),
    entityTag: () => namedValue.getEntityTag(...at, "region"),
    list: () => namedValue.listByService(...at),
    update: (ifMatch) => namedValue.beginUpdateAndWait(...at, "region", ifMatch, { value: "us" }),
    delete: (ifMatch) => namedValue.delete(...at, "region", ifMatch),
  },
  {
    type: "backends",
    name: "stock",
    shown: { url: "https://stock.example.com", protocol: "http" },
    changed: { description: "What is left" },
    create: () => backend.createOrUpdate(...at, "stock", { url: "https://stock.example.com", protocol: "http" }),
    get: () => backend.get(...at, "stock"),
    entityTag: () => backend.getEntityTag(...at, "stock"),
    list: () => backend.listByService(...at),
    update: (ifMatch) => backend.update(...at, "stock", ifMatch, { description: "What is left" }),
    delete: (ifMatch) => backend.delete(...at, "stock", ifMatch),
  },
  {
    type: "apiVersionSets",
    name: "versions",
    shown: { displayName: "Versions", versioningScheme: "Query", versionQueryName: "v" },
    changed: { displayName: "All versions" },
    create: () =>
      apiVersionSet.createOrUpdate(...at, "versions", {
        displayName: "Versions",
        versioningScheme: "Query",
        versionQueryName: "v",
      }),
    get: () => apiVersionSet.get(...at, "versions"),
    entityTag: () => apiVersionSet.getEntityTag(...at, "versions"),
    list: () => apiVersionSet.listByService(...at),
    update: (ifMatch) => apiVersionSet.update(...at, "versions", ifMatch, { displayName: "All versions" }),
    delete: (ifMatch) => apiVersionSet.delete(...at, "versions", ifMatch),
  },
  {
    type: "policyFragments",
    name: "greeting",
    shown: { description: "Says hello", value: expect.stringContaining('<set-header name="Greeting"') },
    create: () =>
      policyFragment.beginCreateOrUpdateAndWait(...at, "greeting", {
        description: "Says hello",
        format: "rawxml",
        value: '<fragment><set-header name="Greeting"><value>hello</value></set-header></fragment>',
      }),
    get: () => policyFragment.get(...at, "greeting"),
    entityTag: () => policyFragment.getEntityTag(...at, "greeting"),
    list: () => policyFragment.listByService(...at),
    delete: (ifMatch) => policyFragment.delete(...at, "greeting", ifMatch),
  },
  {
    type: "tags",
    name: "internal",
    shown: { displayName: "Internal" },
    changed: { displayName: "For us" },
    create: () => tag.createOrUpdate(...at, "internal", { displayName: "Internal" }),
    get: () => tag.get(...at, "internal"),
    entityTag: () => tag.getEntityState(...at, "internal"),
    list: () => tag.listByService(...at),
    update: (ifMatch) => tag.update(...at, "internal", ifMatch, { displayName: "For us" }),
    delete: (ifMatch) => tag.delete(...at, "internal", ifMatch),
  },
  {
    type: "groups",
    name: "partners",
    shown: { displayName: "Partners", builtIn: false, typePropertiesType: "custom" },
    changed: { description: "Who sells it" },
    create: () => groups.createOrUpdate(...at, "partners", { displayName: "Partners" }),
    get: () => groups.get(...at, "partners"),
    entityTag: () => groups.getEntityTag(...at, "partners"),
    list: () => groups.listByService(...at),
    update: (ifMatch) => groups.update(...at, "partners", ifMatch, { description: "Who sells it" }),
    delete: (ifMatch) => groups.delete(...at, "partners", ifMatch),
  },
  {
    type: "users",
    name: "ada",
    shown: { firstName: "Ada", lastName: "Lovelace", email: "ada@example.com", state: "active" },
    changed: { note: "Writes programs" },
    create: () =>
      user.createOrUpdate(...at, "ada", { firstName: "Ada", lastName: "Lovelace", email: "ada@example.com" }),
    get: () => user.get(...at, "ada"),
    entityTag: () => user.getEntityTag(...at, "ada"),
    list: () => user.listByService(...at),
    update: (ifMatch) => user.update(...at, "ada", ifMatch, { note: "Writes programs" }),
    delete: (ifMatch) => user.beginDeleteAndWait(...at, "ada", ifMatch),
  },
  {
    type: "loggers",
    name: "insights",
    shown: { loggerType: "applicationInsights", isBuffered: true },
    changed: { description: "Everything" },
    create: () =>
      logger.createOrUpdate(...at, "insights", {
        loggerType: "applicationInsights",
        credentials: { instrumentationKey: "00000000-0000-4000-8000-000000000000" },
        isBuffered: true,
      }),
    get: () => logger.get(...at, "insights"),
    entityTag: () => logger.getEntityTag(...at, "insights"),
    list: () => logger.listByService(...at),
    update: (ifMatch) => logger.update(...at, "insights", ifMatch, { description: "Everything" }),
    delete: (ifMatch) => logger.delete(...at, "insights", ifMatch),
  },
  {
    type: "diagnostics",
    name: "azuremonitor",
    shown: {
      loggerId: expect.stringMatching(/\/loggers\/monitor$/),
      sampling: { samplingType: "fixed", percentage: 50 },
    },
    changed: { verbosity: "error" },
    create: () =>
      diagnostic.createOrUpdate(...at, "azuremonitor", {
        loggerId: "/loggers/monitor",
        sampling: { samplingType: "fixed", percentage: 50 },
      }),
    get: () => diagnostic.get(...at, "azuremonitor"),
    entityTag: () => diagnostic.getEntityTag(...at, "azuremonitor"),
    list: () => diagnostic.listByService(...at),
    update: (ifMatch) =>
      diagnostic.update(...at, "azuremonitor", ifMatch, { loggerId: "/loggers/monitor", verbosity: "error" }),
    delete: (ifMatch) => diagnostic.delete(...at, "azuremonitor", ifMatch),
  },
  {
    type: "schemas",
    name: "order",
    shown: { schemaType: "json", description: "An order" },
    create: () =>
      globalSchema.beginCreateOrUpdateAndWait(...at, "order", {
        schemaType: "json",
        description: "An order",
        document: { type: "object" },
      }),
    get: () => globalSchema.get(...at, "order"),
    entityTag: () => globalSchema.getEntityTag(...at, "order"),
    list: () => globalSchema.listByService(...at),
    delete: (ifMatch) => globalSchema.delete(...at, "order", ifMatch),
  },
];

beforeAll(async () => {
  await logger.createOrUpdate(...at, "monitor", { loggerType: "azureMonitor" });
});

const stale = '"AAAAAAAAAAE="';

describe.each(kinds.map((kind) => [kind.type, kind] as const))("%s", (type, kind) => {
  const { name, shown, changed, create, get, entityTag, list, update } = kind;

  test("are made, read, listed, changed and deleted, each under its entity tag", async () => {
    const made = await create();
    expect(made).toMatchObject({ name, type: `Microsoft.ApiManagement/service/${type}`, ...shown });
    expect(await get()).toMatchObject({ name, ...shown });
    expect(await collect(list())).toContainEqual(expect.objectContaining({ name }));
    let { eTag = "" } = await entityTag();
    expect(eTag).toMatch(/^".+"$/);

    if (update !== undefined) {
      await expectRestError(update(stale), 412, "PreconditionFailed");
      expect(await update(eTag)).toMatchObject({ ...shown, ...changed });
      expect(await get()).toMatchObject({ ...shown, ...changed });
      await expectRestError(update(eTag), 412, "PreconditionFailed");
      ({ eTag = "" } = await entityTag());
    }
    await expectRestError(kind.delete(stale), 412, "PreconditionFailed");
    await kind.delete(eTag);
    await kind.delete("*");
    expect(await collect(list())).not.toContainEqual(expect.objectContaining({ name }));
  });

  test("404 for one that isn't there", async () => {
    await expectRestError(get(), 404, "ResourceNotFound");
    if (update !== undefined) await expectRestError(update("*"), 404, "ResourceNotFound");
    await expectRestError(entityTag(), 404, undefined);
  });
});
