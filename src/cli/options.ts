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
  ];
}

export function stateOption(): Option {
  return new Option("--state <folder>", "folder in which the state is kept").default(DEFAULT_FOLDER);
}

export function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError("expected a number from 0 to 65535.");
}
