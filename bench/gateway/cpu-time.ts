import { readFileSync } from "node:fs";

/** The kernel counts in hundredths of a second, whatever its own clock (proc_pid_stat(5): USER_HZ). */
const TICKS_PER_SECOND = 100;

/** Seconds that all threads of a process have spent on processors so far (proc_pid_stat(5): utime and stime). */
export function cpuSeconds(pid: number): number {
  return parseProcessStat(readFileSync(`/proc/${pid}/stat`, "latin1"));
}

/** The second field is the program's name in parentheses and may hold anything, so fields are counted from behind it. */
export function parseProcessStat(text: string): number {
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const ticks = Number(fields[11]) + Number(fields[12]);
  if (!Number.isFinite(ticks)) throw new Error(`Not the line of a process: ${text.slice(0, 200)}`);
  return ticks / TICKS_PER_SECOND;
}
