import { listOf } from "../collection-kind.ts";
import { formatAddress, type Prefix, parsePrefix } from "./address.ts";
import { define, defineVariadic, type FunctionTable, failure } from "./define.ts";
import { integer, text } from "./parameter.ts";

/** Functions on IP address prefixes such as `10.0.0.0/16`. */
export const networkFunctions: FunctionTable = new Map([
  [
    "cidrhost",
    define([text("prefix"), integer("hostnum")], ([prefix, host]) => hostAddress(parsePrefix(prefix), host)),
  ],
  ["cidrnetmask", define([text("prefix")], ([prefix]) => netmask(parsePrefix(prefix), prefix))],
  [
    "cidrsubnet",
    define([text("prefix"), integer("newbits"), integer("netnum")], ([prefix, newBits, number]) =>
      formatPrefix(subnet(parsePrefix(prefix), newBits, number)),
    ),
  ],
  [
    "cidrsubnets",
    defineVariadic([text("prefix")], integer("newbits"), ([prefix], newBits) =>
      listOf(consecutiveSubnets(parsePrefix(prefix), newBits).map(formatPrefix)),
    ),
  ],
]);

function formatPrefix(prefix: Prefix): string {
  return `${formatAddress(prefix.address, prefix.bits)}/${prefix.length}`;
}

function hostAddress(prefix: Prefix, host: number): string {
  const size = 1n << BigInt(prefix.bits - prefix.length);
  const number = BigInt(host) < 0n ? size + BigInt(host) : BigInt(host);
  if (number < 0n || number >= size)
    throw failure(`prefix of ${prefix.length} does not accommodate a host numbered ${host}`);
  return formatAddress(prefix.address + number, prefix.bits);
}

function netmask(prefix: Prefix, written: string): string {
  if (prefix.bits !== 32) throw failure(`IPv6 addresses cannot have a netmask: ${written}`);
  const hosts = (1n << BigInt(32 - prefix.length)) - 1n;
  return formatAddress(((1n << 32n) - 1n) ^ hosts, 32);
}

function subnet(prefix: Prefix, newBits: number, number: number): Prefix {
  const length = extend(prefix, newBits);
  if (number < 0 || BigInt(number) >= 1n << BigInt(newBits))
    throw failure(`prefix extension of ${newBits} does not accommodate a subnet numbered ${number}`);
  return { ...prefix, length, address: prefix.address + (BigInt(number) << BigInt(prefix.bits - length)) };
}

function extend(prefix: Prefix, newBits: number): number {
  if (newBits < 0) throw failure("must extend the prefix by at least zero bits");
  const length = prefix.length + newBits;
  if (length > prefix.bits)
    throw failure(`insufficient address space to extend prefix of ${prefix.length} by ${newBits}`);
  return length;
}

/** Each as near to the one before as its own size allows. */
function consecutiveSubnets(prefix: Prefix, newBits: readonly number[]): readonly Prefix[] {
  const end = prefix.address + (1n << BigInt(prefix.bits - prefix.length));
  let next = prefix.address;
  return newBits.map((bits) => {
    if (bits < 1) throw failure("must extend prefix by at least one bit");
    const length = extend(prefix, bits);
    const size = 1n << BigInt(prefix.bits - length);
    const address = ((next + size - 1n) / size) * size;
    next = address + size;
    if (next > end) throw failure(`not enough remaining address space for a subnet with a prefix of ${length} bits`);
    return { ...prefix, length, address };
  });
}
