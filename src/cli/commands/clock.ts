import { Command } from "commander";
import { clockSchema } from "../../cloud/index.ts";
import { type ClientFlags, clientOptions } from "../client-options.ts";
import { duration, parseDuration } from "../duration.ts";
import { findRunningCloud } from "../running-cloud.ts";
import type { Terminal } from "../terminal.ts";

interface ClockFlags extends ClientFlags {
  readonly json?: boolean;
}

/** `gatehouse clock`: shows the cloud's time, or moves it on. */
export function clockCommand(terminal: Terminal): Command {
  const command = new Command("clock")
    .description("Show the cloud's clock, or move it on: tokens and caches age with it. It never goes back.")
    .argument("[by]", "how far to move it on, as in +25h, +30m or +2d", parseDuration)
    .option("--json", "print it as JSON");
  for (const option of clientOptions()) command.addOption(option);
  return command
    .addHelpText("after", "\nExamples:\n  gatehouse clock\n  gatehouse clock +25h")
    .action(async (advanceMs: number | undefined, flags: ClockFlags) => {
      const cloud = await findRunningCloud(flags);
      const answer = advanceMs === undefined ? cloud.status : await cloud.control("POST", "clock", { advanceMs });
      const { time, clockOffsetMs } = clockSchema.parse(answer);
      if (flags.json === true) return terminal.print(JSON.stringify({ time, clockOffsetMs }));
      terminal.print(clockOffsetMs === 0 ? time : `${time} (${duration(clockOffsetMs)} ahead of this machine)`);
    });
}
