import {
  type Block,
  type EvaluatedBody,
  expandBody,
  isSensitive,
  type MarkedValue,
  type ResourceBlock,
  type Scope,
} from "../../language/index.ts";
import { readConfig } from "../read-config.ts";
import type { Config } from "../resource-type.ts";
import type { Run } from "../run.ts";
import { evaluatedPart, keywordOf } from "./check-provisioner.ts";
import { localExecSchema } from "./local-exec-schema.ts";
import { type LocalExec, LocalExecError, runLocalExec } from "./run-local-exec.ts";

/** What to do with `provisioner` blocks. */
export interface Provisioning {
  /** `skip`: they are not run, which a warning tells; the resource counts as whole. */
  readonly mode: "run" | "skip";
  /** Variables of the commands' environment, over those of the apply. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Told the commands' output as it comes, except of those that were given something sensitive. */
  readonly onOutput: (address: string, text: string) => void;
  readonly timeoutMs: number;
}

/** A resource that was just made. */
export interface Provisioned {
  readonly address: string;
  readonly block: ResourceBlock;
  readonly scope: Scope;
  /** What `self` is. */
  readonly self: MarkedValue;
}

/** Runs the provisioners of a resource in their order. Throws LocalExecError, or TerraformError of an expression. */
export async function runProvisioners(run: Run, made: Provisioned, provisioning: Provisioning): Promise<void> {
  for (const provisioner of made.block.provisioners) {
    if (provisioning.mode === "skip") {
      const { file, line } = provisioner.range;
      const message = `${file}:${line}: ${made.address}: the provisioner "${provisioner.labels[0] ?? ""}" was skipped.`;
      run.onEvent({ kind: "warning", message });
      continue;
    }
    try {
      await runLocalExec(localExec(run, provisioner, made, provisioning));
    } catch (error) {
      if (!(error instanceof LocalExecError) || keywordOf(provisioner, "on_failure") !== "continue") throw error;
      run.onEvent({ kind: "warning", message: `${made.address}: ${error.message}` });
    }
  }
}

function localExec(run: Run, provisioner: Block, made: Provisioned, provisioning: Provisioning): LocalExec {
  const { address, self } = made;
  const body = expandBody(evaluatedPart(provisioner), { ...scopeWithSelf(made), self });
  const { config } = readConfig(body, localExecSchema, 'provisioner "local-exec"');
  const isQuiet = config.quiet === true || holdsSecret(body);
  return {
    command: String(config.command),
    interpreter: Array.isArray(config.interpreter) ? config.interpreter.map(String) : [],
    workingFolder: typeof config.working_dir === "string" ? config.working_dir : undefined,
    environment: { ...provisioning.environment, ...texts(config.environment) },
    folder: run.folder,
    onOutput: (text) => {
      if (!isQuiet) provisioning.onOutput(address, text);
    },
    timeoutMs: provisioning.timeoutMs,
  };
}

/** A provisioner may name its own resource, which is not in the scope yet. */
function scopeWithSelf({ block, scope, self }: Provisioned): Scope {
  if (block.count !== undefined || block.forEach !== undefined) return scope;
  return { ...scope, resources: new Map([...scope.resources, [`${block.type}.${block.name}`, self]]) };
}

function holdsSecret(body: EvaluatedBody): boolean {
  return [...body.attributes.values()].some(({ marked }) => isSensitive(marked));
}

function texts(value: Config[string] | undefined): Readonly<Record<string, string>> {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(Object.entries(value).map(([name, text]) => [name, String(text)]));
}
