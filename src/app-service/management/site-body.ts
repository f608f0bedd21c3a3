import { z } from "zod";

const nameValue = z.object({ name: z.string().min(1), value: z.string().nullish() });

/**
 * `properties.siteConfig`, and the body of `PUT …/config/web`. Settings go their own way; the rest is kept as it came.
 */
export const siteConfigSchema = z.looseObject({
  appSettings: z.array(nameValue).nullish(),
  connectionStrings: z
    .array(z.object({ name: z.string().min(1), connectionString: z.string(), type: z.string() }))
    .nullish(),
});
export type SiteConfigBody = z.infer<typeof siteConfigSchema>;

const propertiesSchema = z.looseObject({
  serverFarmId: z.string().nullish(),
  enabled: z.boolean().nullish(),
  httpsOnly: z.boolean().nullish(),
  reserved: z.boolean().nullish(),
  keyVaultReferenceIdentity: z.string().nullish(),
  siteConfig: siteConfigSchema.nullish(),
  functionAppConfig: z.unknown().optional(),
});
export type SitePropertiesBody = z.infer<typeof propertiesSchema>;

/** Body of `PUT` and `PATCH` of a site (App Service REST: "Web Apps - Create Or Update"). */
export const siteBodySchema = z.object({
  location: z.string().min(1).nullish(),
  kind: z.string().nullish(),
  tags: z.record(z.string(), z.string()).nullish(),
  identity: z.unknown().optional(),
  properties: propertiesSchema.nullish(),
});
export type SiteBody = z.infer<typeof siteBodySchema>;

/** The settings by name. A null value is an empty one, as in Azure. */
export function settingsByName(settings: readonly z.infer<typeof nameValue>[]): Readonly<Record<string, string>> {
  return Object.fromEntries(settings.map(({ name, value }) => [name, value ?? ""]));
}
