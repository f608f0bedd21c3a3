import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { outboundTo } from "../../cloud/index.ts";
import { type ApplyEvent, applyFolder, createAzureClients, memoryState, type Output } from "../../terraform/index.ts";
import { fileState } from "../apply-to-cloud.ts";

/**
 * Entry of the process that builds the demo's function apps and applies its Terraform. The cloud's own process starts it, tells
 * it where the cloud is once that is up, and hears of what is done. A bundler and HashiCorp's parser take memory that a process
 * which stays up for days should not hold on to.
 */
export type MessageFromApply =
  | { readonly kind: "built" }
  | { readonly kind: "event"; readonly event: ApplyEvent }
  | { readonly kind: "applied"; readonly outputs: readonly (readonly [name: string, output: Output])[] }
  | { readonly kind: "failed"; readonly message: string };

const targetSchema = z.object({
  port: z.int(),
  clockOffsetMs: z.number(),
  stateFile: z.string().optional(),
  /** By which the commands of provisioners reach the cloud. */
  environment: z.record(z.string(), z.string()),
  credentials: z.object({
    tenantId: z.string(),
    subscriptionId: z.string(),
    clientId: z.string(),
    clientSecret: z.string(),
  }),
});
export type ApplyMessage = z.infer<typeof targetSchema>;

const [, , folder = "."] = process.argv;
const tell = (message: MessageFromApply): void => void process.send?.(message);
process.once("disconnect", () => process.exit(1));

/** What the parent says once its cloud is up. It may be up before the apps are built. */
const target = new Promise<unknown>((resolve) => process.once("message", resolve));

try {
  const { buildFunctions } = (await import(pathToFileURL(join(folder, "functions", "build.ts")).href)) as {
    readonly buildFunctions: () => Promise<unknown>;
  };
  await buildFunctions();
  tell({ kind: "built" });
  const { port, clockOffsetMs, stateFile, environment, credentials } = targetSchema.parse(await target);
  const { outputs } = await applyFolder({
    folder: join(folder, "terraform"),
    environment: process.env,
    provisionerEnvironment: environment,
    azure: createAzureClients(outboundTo(port).request, credentials),
    state: stateFile === undefined ? memoryState() : fileState(stateFile),
    now: () => Date.now() + clockOffsetMs,
    onEvent: (event) => tell({ kind: "event", event }),
  });
  tell({ kind: "applied", outputs: [...outputs] });
} catch (error) {
  tell({ kind: "failed", message: error instanceof Error ? error.message : String(error) });
}
process.removeAllListeners("disconnect");
process.disconnect?.();
