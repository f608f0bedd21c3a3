import { statSync } from "node:fs";
import { join } from "node:path";
import type { Finding } from "./check.ts";

const SECRET_FILES = ["operator.json", join("authority", "ca-key.pem")];

/** Whether only its owner can read the state folder and the secrets in it. */
export function permissionsCheck(folder: string): Finding {
  if (process.platform === "win32")
    return { verdict: "note", about: `The permissions of ${folder} are not checked on Windows.` };
  const mode = modeOf(folder);
  if (mode === undefined) return { verdict: "right", about: `There is no state yet: the first start makes ${folder}.` };
  const open = [folder, ...SECRET_FILES.map((name) => join(folder, name))].filter(
    (path) => ((modeOf(path) ?? 0) & 0o077) !== 0,
  );
  if (open.length === 0) return { verdict: "right", about: `Only you can read ${folder}.` };
  return {
    verdict: "wrong",
    about: `Other users of this machine can read ${open.join(" and ")}.`,
    advice: `Run: chmod go-rwx ${open.map(quote).join(" ")}`,
  };
}

function modeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.mode;
}

function quote(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
