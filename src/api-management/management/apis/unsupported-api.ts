import { z } from "zod";
import { notSupported } from "../management-error.ts";

const text = z.string().nullish();

/** The properties of an API that this cloud takes only when they ask for nothing. */
export const unsupportedApiProperties = {
  format: text,
  value: text,
  apiVersionSet: z.unknown().optional(),
  type: text,
  apiType: text,
  authenticationSettings: z.record(z.string(), z.unknown()).nullish(),
} as const;

type UnsupportedApiProperties = z.infer<z.ZodObject<typeof unsupportedApiProperties>>;

/** Throws `notSupported` for an API that asks for what the gateway can't do: imports, other kinds. */
export function refuseUnsupportedApi(api: UnsupportedApiProperties): void {
  if (api.format || api.value) {
    throw notSupported(
      `import of API definitions (format '${api.format ?? ""}')`,
      "Send an OpenAPI 3 or Swagger 2.0 definition, or a link to one.",
    );
  }
  if (api.apiVersionSet !== undefined && api.apiVersionSet !== null) {
    throw notSupported("creation of version sets along with an API (apiVersionSet)", "Send apiVersionSetId.");
  }
  const kind = [api.type, api.apiType].find((kind) => kind && kind.toLowerCase() !== "http");
  if (kind) throw notSupported(`APIs of type '${kind}'`, "Only 'http' is there.");
  const authentication = Object.entries(api.authenticationSettings ?? {}).find(([, setting]) => !isEmpty(setting));
  if (authentication !== undefined) {
    throw notSupported(
      `authenticationSettings.${authentication[0]} of APIs`,
      "It only tells the developer portal how to sign in; check tokens with validate-jwt or validate-azure-ad-token.",
    );
  }
}

function isEmpty(setting: unknown): boolean {
  return setting === null || setting === undefined || (Array.isArray(setting) && setting.length === 0);
}
