/**
 * Reads a .NET `TimeSpan`: `[d.]hh:mm[:ss[.fffffff]]`, for example `00:05:00`.
 *
 * @returns milliseconds; undefined if it isn't one.
 */
export function parseTimeSpan(text: string): number | undefined {
  const match = /^(?:(\d{1,8})\.)?(\d{1,2}):([0-5]?\d)(?::([0-5]?\d)(\.\d{1,7})?)?$/.exec(text.trim());
  if (match === null) return undefined;
  const [days = 0, hours = 0, minutes = 0, seconds = 0, fraction = 0] = match.slice(1).map((part) => Number(part ?? 0));
  if (hours > 23) return undefined;
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + Math.round(fraction * 1000);
}
