import { Command } from "commander";
import { identityCacheSchema } from "../../cloud/index.ts";
import { type ClientFlags, clientOptions } from "../client-options.ts";
import { duration } from "../duration.ts";
import { findRunningCloud } from "../running-cloud.ts";
import { type Terminal, table } from "../terminal.ts";

interface CacheFlags extends ClientFlags {
  readonly json?: boolean;
}

/** `gatehouse identity`: the 24-hour token cache of managed identities, which Azure has too but doesn't show. */
export function identityCommand(terminal: Terminal): Command {
  return new Command("identity")
    .description("Look into the token cache of managed identities, or empty it.")
    .addCommand(cacheCommand(terminal))
    .addCommand(flushCommand(terminal))
    .addHelpText("after", "\nExamples:\n  gatehouse identity cache\n  gatehouse identity flush");
}

function cacheCommand(terminal: Terminal): Command {
  const command = new Command("cache")
    .description(
      "List the tokens that managed identities have got, and refusals: app roles as they were then, and when each ends.",
    )
    .option("--json", "print it as JSON");
  for (const option of clientOptions()) command.addOption(option);
  return command
    .addHelpText("after", "\nExamples:\n  gatehouse identity cache\n  gatehouse identity cache --json")
    .action(async (flags: CacheFlags) => {
      const cloud = await findRunningCloud(flags);
      const entries = identityCacheSchema.parse(await cloud.control("GET", "identity-cache"));
      if (flags.json === true) return terminal.print(JSON.stringify(entries, null, 2));
      if (entries.length === 0) return terminal.print("No tokens are kept.");
      const now = Date.parse(cloud.status.time);
      const rows = entries.map(({ identity, resource, roles, expiresOn, refusal }) => [
        identity,
        resource,
        refusal === undefined ? roles.join(", ") || "-" : `refused: ${refusal.split(":")[0]}`,
        `${new Date(expiresOn * 1000).toISOString()} (in ${duration(expiresOn * 1000 - now)})`,
      ]);
      for (const line of table(["identity", "resource", "roles", "expires"], rows)) terminal.print(line);
    });
}

function flushCommand(terminal: Terminal): Command {
  const command = new Command("flush").description(
    "Forget the tokens of managed identities, so that each gets a new one with today's app roles.",
  );
  for (const option of clientOptions()) command.addOption(option);
  return command
    .addHelpText("after", "\nExamples:\n  gatehouse identity flush\n  gatehouse identity flush --port 5000")
    .action(async (flags: ClientFlags) => {
      const cloud = await findRunningCloud(flags);
      await cloud.control("DELETE", "identity-cache");
      terminal.print("The token cache is empty.");
    });
}
