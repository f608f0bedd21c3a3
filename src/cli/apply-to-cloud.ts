import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import {
  type ApplyResult,
  type AzureClients,
  applyFolder,
  type Credentials,
  createAzureClients,
  memoryState,
  parseState,
  type SendRequest,
  type StateStorage,
} from "../terraform/index.ts";
import { CliError } from "./cli-error.ts";
import { showEvent, showProvisionerOutput } from "./show-event.ts";
import type { Terminal } from "./terminal.ts";

/** A cloud to apply to: this process's own, or one that runs elsewhere on the machine. */
export interface ApplyTarget {
  readonly credentials: Credentials;
  readonly send: SendRequest;
  /** The cloud's time in milliseconds. */
  readonly now: () => number;
  /** What `gatehouse run` sets: by it the commands of provisioners reach the cloud too. */
  readonly environment: Readonly<Record<string, string>>;
}

export interface ApplyToCloudOptions {
  readonly folder: string;
  /** File of the state; in memory when undefined. */
  readonly stateFile: string | undefined;
  readonly variables?: Parameters<typeof applyFolder>[0]["variables"];
  readonly provisioners?: Parameters<typeof applyFolder>[0]["provisioners"];
  readonly terminal: Terminal;
}

/** Applies a Terraform folder and shows each resource as it is done. */
export function applyToCloud(
  target: ApplyTarget,
  { folder, stateFile, variables = [], provisioners = "run", terminal }: ApplyToCloudOptions,
): Promise<ApplyResult> {
  return applyFolder({
    folder,
    variables,
    environment: process.env,
    provisioners,
    provisionerEnvironment: target.environment,
    onProvisionerOutput: (address, text) => showProvisionerOutput(address, text, terminal),
    azure: azureOf(target),
    state: stateFile === undefined ? memoryState() : fileState(stateFile),
    now: target.now,
    onEvent: (event) => showEvent(event, terminal),
  });
}

/** Azure's services as the target answers for them. */
export function azureOf({ send, credentials }: ApplyTarget): AzureClients {
  return createAzureClients(send, credentials);
}

/** State in a file of its owner's alone: it holds secrets, as Terraform's own does. */
export function fileState(path: string): StateStorage {
  return {
    async load() {
      let text: string;
      try {
        text = readFileSync(path, "utf8");
      } catch {
        return undefined;
      }
      try {
        return parseState(text);
      } catch (error) {
        throw new CliError(
          `The state in ${path} can't be read: ${error instanceof Error ? error.message : String(error)}. Remove it to apply from nothing.`,
        );
      }
    },
    async save(state) {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      writeFileSync(`${path}.new`, JSON.stringify(state), { mode: 0o600 });
      renameSync(`${path}.new`, path);
    },
  };
}
