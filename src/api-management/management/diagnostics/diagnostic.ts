import { z } from "zod";
import { sameResourceId } from "../../../platform/index.ts";
import type { ResourceType } from "../../../resource-manager/index.ts";
import type { ManagementContext } from "../context.ts";
import { keptType } from "../kept-type.ts";
import { validationError } from "../management-error.ts";
import { API_DIAGNOSTICS, DIAGNOSTICS } from "../model.ts";
import { lastName, serviceIdOf } from "../resource-tree.ts";

const masking = z.array(z.object({ value: z.string().nullish(), mode: z.enum(["Mask", "Hide"]).nullish() })).nullish();

const message = z
  .object({
    headers: z.array(z.string()).nullish(),
    body: z.object({ bytes: z.int().min(0).max(8192).nullish() }).nullish(),
    dataMasking: z.object({ headers: masking, queryParams: masking }).nullish(),
  })
  .nullish();

const pipeline = z.object({ request: message, response: message }).nullish();

const properties = z.object({
  loggerId: z.string().min(1),
  alwaysLog: z.enum(["allErrors"]).nullish(),
  sampling: z
    .object({ samplingType: z.enum(["fixed"]).nullish(), percentage: z.number().min(0).max(100).nullish() })
    .nullish(),
  frontend: pipeline,
  backend: pipeline,
  logClientIp: z.boolean().nullish(),
  httpCorrelationProtocol: z.enum(["None", "Legacy", "W3C"]).nullish(),
  verbosity: z.enum(["verbose", "information", "error"]).nullish(),
  operationNameFormat: z.enum(["Name", "Url"]).nullish(),
  metrics: z.boolean().nullish(),
});

/** The names that a diagnostic may have: each is a kind of monitor (azurerm: `identifier`). */
const names = ["applicationinsights", "azuremonitor", "local"];

/**
 * What is logged of the requests to all APIs, or to one (API Management REST: "Diagnostic", "ApiDiagnostic"). Kept and shown:
 * there is no monitor here to send it to, and every request can be traced.
 */
export function diagnosticTypes(context: ManagementContext): readonly ResourceType[] {
  function readLogger(loggerId: string, serviceId: string): string {
    const id = `${serviceId}/loggers/${lastName(loggerId)}`;
    const isOurs = sameResourceId(loggerId, id) || /^\/?loggers\/[^/]+$/i.test(loggerId);
    const logger = isOurs ? context.resources.get(id) : undefined;
    if (logger === undefined) throw validationError({ target: "loggerId", message: "Logger not found." });
    return logger.id;
  }

  return [DIAGNOSTICS, API_DIAGNOSTICS].map((type) =>
    keptType(context, {
      type,
      noun: "Diagnostic",
      name: ["diagnosticId", 80],
      properties,
      prepare(body, { id }) {
        if (!names.includes(lastName(id).toLowerCase())) {
          throw validationError({
            target: "diagnosticId",
            message: `'${lastName(id)}' is not one of ${names.join(", ")}.`,
          });
        }
        return { ...body, loggerId: readLogger(body.loggerId, serviceIdOf(id)) };
      },
    }),
  );
}
