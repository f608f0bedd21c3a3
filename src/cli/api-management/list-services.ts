import { z } from "zod";
import type { RunningCloud } from "../running-cloud.ts";
import { listAll } from "./list-all.ts";

const serviceSchema = z
  .object({ id: z.string(), name: z.string(), properties: z.object({ gatewayUrl: z.string() }) })
  .transform(({ id, name, properties: { gatewayUrl } }) => ({ id, name, gatewayUrl }));

const apiSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    properties: z.object({
      path: z.string(),
      subscriptionRequired: z.boolean(),
      subscriptionKeyParameterNames: z.object({ header: z.string(), query: z.string() }),
    }),
  })
  .transform(({ id, name, properties }) => ({ id, name, ...properties }));

export type ApiSummary = Readonly<z.output<typeof apiSchema>>;

/** An API Management service and its APIs. */
export interface ServiceSummary {
  readonly id: string;
  readonly name: string;
  readonly gatewayUrl: string;
  readonly apis: readonly ApiSummary[];
}

/** All API Management services of the subscription. Throws `CliError`. */
export async function listApiManagement(cloud: RunningCloud): Promise<readonly ServiceSummary[]> {
  const subscription = `/subscriptions/${cloud.status.subscriptionId}`;
  const services = await listAll(cloud, `${subscription}/providers/Microsoft.ApiManagement/service`, serviceSchema);
  return Promise.all(
    services.map(async (service) => ({ ...service, apis: await listAll(cloud, `${service.id}/apis`, apiSchema) })),
  );
}
