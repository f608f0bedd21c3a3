import { Option } from "commander";
import { DEFAULT_FOLDER, DEFAULT_PORT, parsePort } from "./options.ts";

/** How a command that talks to a Gatehouse finds it. */
export interface ClientFlags {
  readonly port?: number;
  readonly state?: string;
}

/** Flags of the commands that talk to a Gatehouse which is up. */
export function clientOptions(): readonly Option[] {
  return [
    new Option("--port <port>", "port of the Gatehouse to ask").argParser(parsePort),
    new Option(
      "--state <folder>",
      `state folder of the Gatehouse to ask (otherwise ${DEFAULT_FOLDER} here, and then port ${DEFAULT_PORT})`,
    ),
  ];
}
