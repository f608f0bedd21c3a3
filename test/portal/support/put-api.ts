import type { Cloud } from "../../../src/cloud/index.ts";
import { connectManagement } from "../../support/management-client.ts";

/** Puts a service with an API of so many operations; gives its page in the portal. */
export async function putApi(target: Cloud, operations: number): Promise<string> {
  const send = await connectManagement(target);
  const group = `/subscriptions/${target.operator.subscriptionId}/resourceGroups/bench`;
  const id = `${group}/providers/Microsoft.ApiManagement/service/bench-apim`;
  const put = async (path: string, version: string, body: unknown): Promise<void> => {
    const { status, body: answer } = await send("PUT", `${path}?api-version=${version}`, body);
    if (status >= 300) throw new Error(`PUT ${path}: ${status} ${JSON.stringify(answer)}`);
  };
  await put(group, "2021-04-01", { location: "uksouth" });
  await put(id, "2022-08-01", {
    location: "uksouth",
    sku: { name: "Developer", capacity: 1 },
    properties: { publisherName: "Bench", publisherEmail: "bench@example.com" },
  });
  await put(`${id}/apis/bench`, "2022-08-01", {
    properties: { displayName: "Bench", path: "bench", protocols: ["https"] },
  });
  for (let index = 0; index < operations; index += 1) {
    const properties = { displayName: `Operation ${index}`, method: "GET", urlTemplate: `/operations/${index}` };
    await put(`${id}/apis/bench/operations/operation-${index}`, "2022-08-01", { properties });
  }
  return "/api-management/bench/bench-apim";
}
