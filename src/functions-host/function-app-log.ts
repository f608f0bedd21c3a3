import { LOG_LEVELS, type LogLevel } from "./protocol.ts";

/** One line that an app or its host has written. */
export interface FunctionAppLogLine {
  /** ISO 8601, by the clock that was given. */
  readonly time: string;
  readonly level: LogLevel;
  /**
   * As the Functions host names them: `Function.<name>.User` for `context.log`, `Function.<name>` for what the host says of an
   * invocation, `Host.Function.Console` for the process's own output (`console.log`), `Host` for start, stop and crash.
   */
  readonly category: string;
  readonly message: string;
  /** Of the invocation during which the line was written, where that is known. */
  readonly functionName: string | undefined;
  readonly invocationId: string | undefined;
}

/** Writes a line; `invocation` if it belongs to one. */
export type WriteLine = (
  level: LogLevel,
  category: string,
  message: string,
  invocation?: Partial<Pick<FunctionAppLogLine, "functionName" | "invocationId">>,
) => void;

/** Smallest level per category, as in `logging.logLevel` of `host.json`; `none` for silence. */
export type LogLevels = Readonly<Record<string, LogLevel | "none">>;

const ORDER: readonly (LogLevel | "none")[] = [...LOG_LEVELS, "none"];
const LONGEST_MESSAGE = 65_536;

/**
 * Makes the writer of an app's log. A line is dropped if its level is below what is set for its category; the longest prefix of a
 * category counts, then `default`, then `information` (Azure Functions: "Configure monitoring", log levels).
 */
export function createLogWriter(
  now: () => number,
  onLine: (line: FunctionAppLogLine) => void,
  levels: () => LogLevels,
): WriteLine {
  return (level, category, message, invocation = {}) => {
    if (ORDER.indexOf(level) < ORDER.indexOf(leastLevel(category, levels()))) return;
    onLine({
      time: new Date(now()).toISOString(),
      level,
      category,
      message: message.slice(0, LONGEST_MESSAGE),
      functionName: invocation.functionName,
      invocationId: invocation.invocationId,
    });
  };
}

function leastLevel(category: string, levels: LogLevels): LogLevel | "none" {
  const prefixes = Object.keys(levels).filter((key) => category === key || category.startsWith(`${key}.`));
  const [longest] = prefixes.toSorted((a, b) => b.length - a.length);
  return levels[longest ?? "default"] ?? "information";
}
