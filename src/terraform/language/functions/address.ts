import { isIPv4, isIPv6 } from "node:net";
import { failure } from "./define.ts";

/** An address prefix: the first address as a number, with the bits after `length` zero. */
export interface Prefix {
  readonly address: bigint;
  readonly length: number;
  /** Of an address: 32 or 128. */
  readonly bits: number;
}

/** Reads `10.0.0.0/16` or `fd00::/8`. Throws TerraformError. */
export function parsePrefix(text: string): Prefix {
  const [written = "", lengthText = ""] = text.split("/");
  const bits = isIPv4(written) ? 32 : isIPv6(written) && !written.includes("%") ? 128 : 0;
  const length = Number(lengthText);
  if (bits === 0 || !/^\d{1,3}$/.test(lengthText) || length > bits || text.split("/").length !== 2)
    throw failure(`invalid CIDR expression: invalid CIDR address: ${text}`);
  const hostBits = BigInt(bits - length);
  const address = bits === 32 ? parseIPv4(written) : parseIPv6(written);
  return { address: (address >> hostBits) << hostBits, length, bits };
}

/** Writes an address; IPv6 in its canonical short form. */
export function formatAddress(address: bigint, bits: number): string {
  if (bits === 32) return [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 255n).join(".");
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((address >> BigInt(112 - index * 16)) & 0xffffn).toString(16),
  );
  return shorten(groups);
}

function parseIPv4(text: string): bigint {
  return text.split(".").reduce((total, part) => total * 256n + BigInt(part), 0n);
}

function parseIPv6(text: string): bigint {
  // An IPv4 address at the end counts as two groups.
  const plain = text.replace(/\d+\.\d+\.\d+\.\d+$/, (tail) => {
    const number = parseIPv4(tail);
    return `${(number >> 16n).toString(16)}:${(number & 0xffffn).toString(16)}`;
  });
  const [head = "", tail] = plain.split("::");
  const first = head === "" ? [] : head.split(":");
  const last = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = Array.from({ length: 8 - first.length - last.length }, () => "0");
  return [...first, ...zeros, ...last].reduce((total, group) => (total << 16n) + BigInt(`0x${group}`), 0n);
}

/** "::" stands for the longest row of zero groups, the first of several, if it has more than one. */
function shorten(groups: readonly string[]): string {
  let best = { start: 0, length: 1 };
  for (let start = 0; start < groups.length; start++) {
    const end = groups.findIndex((group, index) => index >= start && group !== "0");
    const length = (end === -1 ? groups.length : end) - start;
    if (length > best.length) best = { start, length };
  }
  if (best.length < 2) return groups.join(":");
  return `${groups.slice(0, best.start).join(":")}::${groups.slice(best.start + best.length).join(":")}`;
}
