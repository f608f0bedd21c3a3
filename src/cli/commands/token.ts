import { Command } from "commander";
import { tokenSchema } from "../../cloud/index.ts";
import { CliError } from "../cli-error.ts";
import { type ClientFlags, clientOptions } from "../client-options.ts";
import { decodeToken } from "../decode-token.ts";
import { findRunningCloud, type RunningCloud } from "../running-cloud.ts";
import type { Terminal } from "../terminal.ts";

interface TokenFlags extends ClientFlags {
  readonly resource?: string;
  readonly operator?: boolean;
  readonly scope?: string;
  readonly decode?: boolean;
}

/** `gatehouse token`: a token as a managed identity or the operator would get it, or the words of the refusal. */
export function tokenCommand(terminal: Terminal): Command {
  const command = new Command("token")
    .description("Get a token as a managed identity (or the operator) and print it.")
    .argument("[identity]", "name, client id, object id or resource id of a managed identity")
    .option("--resource <resource>", "what the token is for: identifier URI or application id")
    .option("--operator", "the operator's token instead of a managed identity's")
    .option("--scope <scope>", "with --operator: what the token is for, as in https://graph.microsoft.com/.default")
    .option("--decode", "print header, claims and times as JSON instead of the token");
  for (const option of clientOptions()) command.addOption(option);
  return command
    .addHelpText(
      "after",
      "\nExamples:\n  gatehouse token id-demo --resource api://orders --decode\n  gatehouse token --operator --scope https://graph.microsoft.com/.default",
    )
    .action(async (identity: string | undefined, flags: TokenFlags) => {
      const ask = tokenRequest(identity, flags);
      const cloud = await findRunningCloud(flags);
      const token = await ask(cloud);
      if (flags.decode !== true) return terminal.print(token);
      terminal.print(JSON.stringify(decodeToken(token, Date.parse(cloud.status.time)), null, 2));
    });
}

function tokenRequest(identity: string | undefined, flags: TokenFlags): (cloud: RunningCloud) => Promise<string> {
  const { operator = false, resource, scope } = flags;
  if (operator) {
    if (identity !== undefined) throw new CliError("Name a managed identity or --operator, not both.");
    if (scope === undefined)
      throw new CliError("--operator needs --scope, as in https://graph.microsoft.com/.default.");
    return (cloud) => cloud.token(scope);
  }
  if (identity === undefined) throw new CliError("Name a managed identity, or ask as the operator with --operator.");
  if (resource === undefined) throw new CliError("A managed identity's token needs --resource: what it is for.");
  return async (cloud) => tokenSchema.parse(await cloud.control("POST", "token", { identity, resource })).accessToken;
}
