/** Variables without which programs don't work at all; Windows needs a few more. */
const NEEDED =
  process.platform === "win32" ? ["PATH", "SystemRoot", "TEMP", "TMP", "USERPROFILE"] : ["PATH", "HOME", "TMPDIR"];

/**
 * The whole environment of an app: what it was given, and from the parent only what every program needs, unless that was given too.
 * A secret in the parent's environment doesn't reach the app, and nothing works here by accident that has no setting in Azure.
 */
export function childEnvironment(
  given: Readonly<Record<string, string>>,
  parent: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const needed = NEEDED.flatMap((name) => {
    const value = parent[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(needed), ...given };
}
