import { tellParent } from "./parent-channel.ts";
import { type LoggedInvocation, writeLog } from "./write-log.ts";

/** How an invocation ended. */
export type Outcome<T> =
  | { readonly kind: "done"; readonly result: T }
  | { readonly kind: "failed" }
  | { readonly kind: "timed-out" };

/**
 * Runs an invocation and logs its start, its end, and why it failed. One that takes longer than `timeoutMs` is given up, and the
 * parent is told to replace the process: code that runs can't be stopped otherwise, so Azure's host does the same.
 *
 * @param timeoutMs null for none.
 */
export async function runTimed<T>(
  invocation: LoggedInvocation,
  timeoutMs: number | null,
  work: () => Promise<T>,
): Promise<Outcome<T>> {
  const { functionName, invocationId } = invocation;
  const log = (level: "information" | "error", message: string) => writeLog(level, "system", message, invocation);
  const start = performance.now();
  const ending = (how: string) =>
    `Executed 'Functions.${functionName}' (${how}, Id=${invocationId}, Duration=${Math.round(performance.now() - start)}ms)`;
  log(
    "information",
    `Executing 'Functions.${functionName}' (Reason='This function was programmatically called via the host APIs.', Id=${invocationId})`,
  );

  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<"timed-out">((resolve) => {
    if (timeoutMs !== null) timer = setTimeout(() => resolve("timed-out"), timeoutMs);
  });
  try {
    const result = await Promise.race([work().then((value) => ({ value })), timeout]);
    if (result === "timed-out") {
      log(
        "error",
        `Timeout value of ${timeoutMs} ms exceeded by function 'Functions.${functionName}' (Id: '${invocationId}'). The worker process is replaced.`,
      );
      log("error", ending("Failed"));
      tellParent({ kind: "timed-out", functionName, invocationId });
      return { kind: "timed-out" };
    }
    log("information", ending("Succeeded"));
    return { kind: "done", result: result.value };
  } catch (error) {
    log("error", `${ending("Failed")}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return { kind: "failed" };
  } finally {
    clearTimeout(timer);
  }
}
