import { z } from "zod";
import { sameResourceId } from "../../../platform/index.ts";
import type { Resource, ResourceType } from "../../../resource-manager/index.ts";
import type { ManagementContext } from "../context.ts";
import { keptType } from "../kept-type.ts";
import { validationError } from "../management-error.ts";
import { API_DIAGNOSTICS, DIAGNOSTICS, keptPropertiesSchema, LOGGERS } from "../model.ts";
import { serviceIdOf } from "../resource-tree.ts";
import { hideCredentials } from "./hide-credentials.ts";

/**
 * Loggers (API Management REST: "Logger"). Kept and shown: nothing is sent to them. One that a diagnostic uses can't be
 * deleted.
 */
export function loggerType(context: ManagementContext): ResourceType {
  const { resources } = context;

  function checkUnused(logger: Resource): void {
    for (const type of [DIAGNOSTICS, API_DIAGNOSTICS]) {
      const user = resources.list(type, serviceIdOf(logger.id)).find(({ properties }) => {
        const { loggerId } = keptPropertiesSchema.parse(properties).kept;
        return typeof loggerId === "string" && sameResourceId(loggerId, logger.id);
      });
      if (user === undefined) continue;
      throw validationError({
        target: "loggerId",
        message: `Logger '${logger.name}' is used by the diagnostic '${user.id.slice(serviceIdOf(user.id).length + 1)}'.`,
      });
    }
  }

  return keptType(context, {
    type: LOGGERS,
    noun: "Logger",
    name: ["loggerId", 256],
    properties: z.object({
      loggerType: z.enum(["azureEventHub", "applicationInsights", "azureMonitor"]),
      description: z.string().max(256).nullish(),
      credentials: z.record(z.string(), z.string()).nullish(),
      isBuffered: z.boolean().nullish(),
      resourceId: z.string().nullish(),
    }),
    deleting: checkUnused,
    prepare(body, { id, existing }) {
      const given = body.credentials ?? {};
      if (body.loggerType !== "azureMonitor" && Object.keys(given).length === 0) {
        throw validationError({
          target: "credentials",
          message: `A logger of type ${body.loggerType} needs credentials.`,
        });
      }
      const credentials = hideCredentials(given, existing?.kept.credentials, serviceIdOf(id), context);
      return { ...body, isBuffered: body.isBuffered ?? true, ...(body.credentials ? { credentials } : {}) };
    },
  });
}
