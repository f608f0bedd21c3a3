import { type ChildProcess, spawn } from "node:child_process";
import { resolve } from "node:path";

export interface LocalExec {
  readonly command: string;
  /** The program and its arguments before the command; the system's shell when empty. */
  readonly interpreter: readonly string[];
  /** Absolute, or relative to `folder`. */
  readonly workingFolder: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Absolute. */
  readonly folder: string;
  /** Told each piece of output as it comes. */
  readonly onOutput: (text: string) => void;
  readonly timeoutMs: number;
}

export type LocalExecErrorCode = "INTERPRETER_MISSING" | "COMMAND_FAILED" | "TIMED_OUT";

/** A `local-exec` command could not be run, or failed. */
export class LocalExecError extends Error {
  readonly code: LocalExecErrorCode;

  constructor(code: LocalExecErrorCode, message: string) {
    super(message);
    this.name = "LocalExecError";
    this.code = code;
  }
}

/** How much of the end of the output an error shows. */
const SHOWN_CHARACTERS = 2000;

/**
 * Runs a command as Terraform's provisioner does: the interpreter with the command as its last argument. Resolves when it
 * ends with 0. Throws LocalExecError.
 */
export function runLocalExec(options: LocalExec): Promise<void> {
  const shell = process.platform === "win32" ? ["cmd", "/C"] : ["/bin/sh", "-c"];
  const [program = "", ...words] = options.interpreter.length === 0 ? shell : options.interpreter;
  return new Promise((done, fail) => {
    // A group of its own, so that a time-out ends all that the command has started.
    const child = spawn(program, [...words, options.command], {
      cwd: resolve(options.folder, options.workingFolder ?? "."),
      env: options.environment,
      stdio: ["ignore", "pipe", "pipe"],
      detached: process.platform !== "win32",
    });
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      endAll(child);
    }, options.timeoutMs);
    let end = "";
    const take = (text: string): void => {
      end = (end + text).slice(-SHOWN_CHARACTERS);
      options.onOutput(text);
    };
    child.stdout.setEncoding("utf8").on("data", take);
    child.stderr.setEncoding("utf8").on("data", take);
    child.once("error", (error) => {
      clearTimeout(timer);
      fail(startError(error, program, options));
    });
    child.once("close", (code, signal) => {
      clearTimeout(timer);
      if (isLate)
        fail(new LocalExecError("TIMED_OUT", `The command did not end within ${options.timeoutMs / 1000} s.`));
      else if (code === 0) done();
      else fail(failure(code === null ? `signal ${signal}` : `exit code ${code}`, end));
    });
  });
}

function endAll(child: ChildProcess): void {
  try {
    if (child.pid !== undefined && process.platform !== "win32") process.kill(-child.pid, "SIGKILL");
    else child.kill("SIGKILL");
  } catch {
    // It has ended in this very moment.
  }
}

function failure(how: string, output: string): LocalExecError {
  const text = output.trim();
  return new LocalExecError(
    "COMMAND_FAILED",
    `The command ended with ${how}${text === "" ? ", and without output" : `; its output ends with: ${text}`}.`,
  );
}

function startError(error: Error, program: string, { workingFolder, folder }: LocalExec): LocalExecError {
  const isMissing = "code" in error && error.code === "ENOENT";
  const where = workingFolder === undefined ? "" : ` in ${resolve(folder, workingFolder)}`;
  const powerShell = /^(?:powershell|pwsh)(?:\.exe)?$/i.test(program)
    ? ` Install PowerShell, under the very name "${program}" (elsewhere than on Windows it is called pwsh: a link helps),`
    : " Install it,";
  return isMissing
    ? new LocalExecError(
        "INTERPRETER_MISSING",
        `"${program}" could not be started${where}: the program or the folder does not exist.${powerShell} or apply ` +
          "without provisioners and deploy the code with zip_deploy_file.",
      )
    : new LocalExecError("COMMAND_FAILED", `"${program}" could not be started${where}: ${error.message}`);
}
