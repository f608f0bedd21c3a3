import { InvalidArgumentError, Option } from "commander";

/** Port that everything of Azure answers on unless said. */
export const DEFAULT_PORT = 4280;
/** Folder of the state, below the working folder. */
export const DEFAULT_FOLDER = ".gatehouse";

export interface CloudFlags {
  readonly port: number;
  readonly state: string;
  readonly inMemory?: boolean;
  readonly offline?: boolean;
  readonly tokenCache: "on" | "off";
  /** How many times as fast as in Azure; absent: at once. */
  readonly realistic?: number;
}

/** Flags of the commands that start a cloud. */
export function cloudOptions(): readonly Option[] {
  return [
    new Option("--port <port>", "port to listen on; 0 lets the system choose")
      .default(DEFAULT_PORT)
      .argParser(parsePort),
    stateOption(),
    new Option("--in-memory", "keep nothing: everything is gone when it ends"),
    new Option("--offline", "ask no host outside this machine"),
    new Option("--token-cache <mode>", "off: managed identities get every token anew, unlike in Azure")
      .choices(["on", "off"])
      .default("on"),
    new Option(
      "--realistic [speed]",
      "long-running operations take their time, as in Azure; at 60 a minute of Azure's is a second (`gatehouse clock` skips it)",
    )
      .preset("1")
      .argParser(parseSpeed),
  ];
}

function parseSpeed(text: string): number {
  const speed = Number(text);
  if (speed > 0 && speed <= 1_000_000) return speed;
  throw new InvalidArgumentError("expected a number above 0, such as 60 for sixty times as fast as Azure.");
}

export function stateOption(): Option {
  return new Option("--state <folder>", "folder in which the state is kept").default(DEFAULT_FOLDER);
}

export function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError("expected a number from 0 to 65535.");
}
