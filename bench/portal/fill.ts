import type { Cloud } from "../../src/cloud/index.ts";
import { connectManagement } from "../../test/support/management-client.ts";

const AT_ONCE = 100;
const VERSION = "api-version=2022-08-01";

/** Sends so many requests through the listener, to a gateway that there is none of: the cheapest that is kept. */
export async function sendRequests(cloud: Cloud, count: number): Promise<void> {
  const url = new URL("https://nobody.azure-api.net/bench");
  await inBatches(count, () => cloud.outbound.request({ method: "GET", url }));
}

/** An API with so many operations, below the API Management service. */
export async function addApi(cloud: Cloud, serviceId: string, name: string, operations: number): Promise<void> {
  const send = await connectManagement(cloud);
  const put = async (path: string, properties: object): Promise<void> => {
    const { status, body } = await send("PUT", `${serviceId}${path}?${VERSION}`, { properties });
    if (status >= 300) throw new Error(`PUT ${path}: ${status} ${JSON.stringify(body)}`);
  };
  const api = `/apis/${name}`;
  await put(api, { displayName: name, path: name, protocols: ["https"], serviceUrl: "https://backend.example" });
  await inBatches(operations, (index) =>
    put(`${api}/operations/operation-${index}`, {
      displayName: `Operation ${index}`,
      method: "GET",
      urlTemplate: `/operation/${index}`,
    }),
  );
}

async function inBatches(count: number, work: (index: number) => Promise<unknown>): Promise<void> {
  for (let done = 0; done < count; done += AT_ONCE) {
    const length = Math.min(AT_ONCE, count - done);
    await Promise.all(Array.from({ length }, (_, index) => work(done + index)));
  }
}
