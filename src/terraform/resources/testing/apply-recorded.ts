import { applyFolder } from "../../engine/apply-folder.ts";
import { createAzureClients } from "../../engine/create-azure-clients.ts";
import { destroyFolder } from "../../engine/destroy-folder.ts";
import { memoryState, type State } from "../../engine/state.ts";
import { configurationFolder } from "../../language/testing/configuration-folder.ts";
import { type RecordedRequest, recordingAzure } from "./recording-azure.ts";

export interface Applied {
  /** What the first apply sent. */
  readonly made: readonly RecordedRequest[];
  /** What the second one sent, without any change. */
  readonly again: readonly RecordedRequest[];
  readonly destroyed: readonly RecordedRequest[];
  /** After the first apply. */
  readonly state: State | undefined;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** For tests: applies a configuration twice to a recording stub of Azure, and destroys it. */
export async function applyRecorded(
  main: string,
  files: Readonly<Record<string, string>> = {},
  softDeleted = false,
): Promise<Applied> {
  await using folder = await configurationFolder({ "main.tf": main, ...files });
  const { requests, send } = recordingAzure(softDeleted);
  const credentials = { tenantId: "tid", subscriptionId: "sub", clientId: "cid", clientSecret: "secret" };
  const storage = memoryState();
  const options = {
    ...{ folder: folder.path, azure: createAzureClients(send, credentials), state: storage },
    now: () => Date.parse("2026-01-01T00:00:00Z"),
  };
  const { outputs } = await applyFolder(options);
  const made = requests.splice(0);
  const state = await storage.load();
  await applyFolder(options);
  const again = requests.splice(0);
  await destroyFolder(options);
  const values = [...outputs].map(([name, { value }]) => [name, value] as const);
  return { made, again, destroyed: requests.splice(0), state, outputs: Object.fromEntries(values) };
}
