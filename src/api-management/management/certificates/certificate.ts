import { z } from "zod";
import type { ResourceType } from "../../../resource-manager/index.ts";
import { childType } from "../child-type.ts";
import type { ManagementContext } from "../context.ts";
import { checkEntityName } from "../entity-name.ts";
import { notSupported, validationError } from "../management-error.ts";
import { CERTIFICATES, type CertificateProperties, certificatePropertiesSchema } from "../model.ts";
import { readBody } from "../read-body.ts";
import { lastName } from "../resource-tree.ts";
import { readPfx } from "./read-pfx.ts";

const bodySchema = z.object({
  properties: z.object({
    data: z
      .base64()
      .max(256 * 1024)
      .nullish(),
    password: z.string().nullish(),
    keyVault: z.unknown().optional(),
  }),
});

/**
 * Certificates (API Management REST: "Certificate"), sent as PKCS #12 with their password. Only what GET shows is kept: the
 * policies and backends that would need the private key aren't here.
 */
export function certificateType(context: ManagementContext): ResourceType {
  const verbs = childType<CertificateProperties>(context, {
    type: CERTIFICATES,
    noun: "Certificate",
    schema: certificatePropertiesSchema,
    make({ id, body }) {
      checkEntityName("certificateId", lastName(id), 80);
      const { data, password, keyVault } = readBody(bodySchema, body).properties;
      if (keyVault !== undefined && keyVault !== null) {
        throw notSupported(
          "certificates from Key Vault (keyVault)",
          "Send the certificate itself, as data and password.",
        );
      }
      const certificate = readPfx(Buffer.from(data ?? "", "base64"), password ?? "");
      if (certificate !== undefined) return certificate;
      throw validationError({
        target: "data",
        message:
          "The data is not a PKCS #12 (PFX) file in base64 with a certificate and its private key, or the password is wrong.",
      });
    },
    render: ({ subject, thumbprint, expirationDate }) => ({ subject, thumbprint, expirationDate }),
  });
  const { type, apiVersions, get, head, put, list } = verbs;
  return {
    type,
    apiVersions,
    get,
    head,
    put,
    list,
    delete: verbs.delete,
    actions: {
      refreshsecret() {
        throw notSupported("refreshSecret of certificates", "It is for those from Key Vault, which can't be created.");
      },
    },
  };
}
