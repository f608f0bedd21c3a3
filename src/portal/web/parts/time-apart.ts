const UNITS = [
  ["d", 86_400],
  ["h", 3_600],
  ["min", 60],
  ["s", 1],
] as const;

/** How far a time is from another, in the two largest units: `in 23 h 59 min`, `2 h ago`, `now`. Both in milliseconds. */
export function timeApart(time: number, now: number): string {
  const seconds = Math.round(Math.abs(time - now) / 1000);
  if (seconds === 0) return "now";
  const first = UNITS.findIndex(([, size]) => seconds >= size);
  let rest = seconds;
  const parts = UNITS.slice(first, first + 2).flatMap(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count === 0 ? [] : [`${count} ${unit}`];
  });
  return time > now ? `in ${parts.join(" ")}` : `${parts.join(" ")} ago`;
}
