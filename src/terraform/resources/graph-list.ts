import type { AzureClients } from "../engine/azure-clients.ts";
import type { Config } from "../engine/resource-type.ts";
import { answer, answerList } from "./answer.ts";

const MAXIMUM_PAGES = 100;
const BASE = "https://graph.microsoft.com/v1.0";

/** All entries of a collection of Microsoft Graph, page after page ("Paging Microsoft Graph data"). */
export async function graphList(azure: AzureClients, path: string): Promise<readonly Config[]> {
  const found: Config[] = [];
  let next: string | undefined = path;
  for (let page = 0; next !== undefined && page < MAXIMUM_PAGES; page += 1) {
    const response = await azure.graph("GET", next);
    found.push(...answerList(response, "value"));
    const link = answer(response, "@odata.nextLink");
    // Only ever back to the service that the token is for.
    next = typeof link === "string" && link.startsWith(`${BASE}/`) ? link.slice(BASE.length) : undefined;
  }
  return found;
}
