import { type ChildProcess, spawn } from "node:child_process";
import { Command } from "commander";
import { CliError } from "../cli-error.ts";
import { type ClientFlags, clientOptions } from "../client-options.ts";
import { environmentOf } from "../environment-of.ts";
import { findRunningCloud } from "../running-cloud.ts";

const PASSED_ON = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** `gatehouse run`: ends as the program that it starts ends, by the same code or signal. */
export function runCommand(): Command {
  const command = new Command("run")
    .description("Run a program that reaches Gatehouse under Azure's own host names, as the operator.")
    .argument("<command>", "program to run")
    .argument("[args...]", "its arguments")
    .passThroughOptions();
  for (const option of clientOptions()) command.addOption(option);
  return command
    .addHelpText(
      "after",
      "\nExamples:\n  gatehouse run -- terraform apply\n  gatehouse run -- curl https://fn-demo.azurewebsites.net/api/simple",
    )
    .action(async (program: string, parameters: readonly string[], flags: ClientFlags) => {
      const cloud = await findRunningCloud(flags);
      const { code, signal } = await runProgram(program, parameters, { ...process.env, ...environmentOf(cloud) });
      if (signal !== null) process.kill(process.pid, signal);
      process.exitCode = code ?? 1;
    });
}

async function runProgram(program: string, parameters: readonly string[], env: NodeJS.ProcessEnv): Promise<End> {
  const child = spawn(program, parameters, { stdio: "inherit", env });
  const passOn = (signal: NodeJS.Signals): void => {
    // Ctrl-C at a terminal reaches the whole group: passed on as well, the program would think it was pressed twice.
    const hasReachedIt = process.stdin.isTTY === true && signal === "SIGINT";
    if (!hasReachedIt) child.kill(signal);
  };
  for (const signal of PASSED_ON) process.on(signal, passOn);
  try {
    return await endOf(child, program);
  } finally {
    for (const signal of PASSED_ON) process.removeListener(signal, passOn);
  }
}

interface End {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

function endOf(child: ChildProcess, program: string): Promise<End> {
  return new Promise((resolve, reject) => {
    child.once("error", (error: NodeJS.ErrnoException) => {
      const reason = error.code === "ENOENT" ? "it is not on the PATH" : error.message;
      reject(new CliError(`'${program}' can't be run: ${reason}.`));
    });
    child.once("exit", (code, signal) => resolve({ code, signal }));
  });
}
