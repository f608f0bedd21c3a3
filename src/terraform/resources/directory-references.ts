import type { AzureClients } from "../engine/azure-clients.ts";
import { isThere } from "./arm-resource.ts";

/** Takes a reference (an owner, a member) away; one that is gone already is as good as taken away. */
export async function deleteReference(azure: AzureClients, path: string): Promise<void> {
  await isThere(() => azure.graph("DELETE", `${path}/$ref`));
}

/** An OData text, quoted. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
