/** Compares two texts as Terraform sorts them: by their UTF-8 bytes, which is the order of the code points. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  const leftPoints = left[Symbol.iterator]();
  for (const point of right) {
    const other = leftPoints.next();
    if (other.done === true) return -1;
    const difference = (other.value.codePointAt(0) ?? 0) - (point.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return 1;
}

/** The keys of a map or an object in the order in which Terraform goes through it. */
export function sortedKeys(record: { readonly [key: string]: unknown }): string[] {
  return Object.keys(record).sort(compareText);
}
