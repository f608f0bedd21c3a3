import { randomBytes, randomInt, randomUUID } from "node:crypto";
import type { AttributeSchema, Config, ResourceType } from "../engine/resource-type.ts";
import { flag, map, number, text, textOf } from "./schema.ts";

const LOWER = "abcdefghijklmnopqrstuvwxyz";
const DIGITS = "0123456789";
const SPECIAL = "!@#$%&*()-_=+[]{}<>:?";

const characters: Readonly<Record<string, AttributeSchema>> = {
  length: number({ required: true, forceNew: true }),
  lower: flag({ default: true, forceNew: true }),
  upper: flag({ default: true, forceNew: true }),
  numeric: flag({ default: true, forceNew: true }),
  special: flag({ default: true, forceNew: true }),
  override_special: text({ forceNew: true }),
  min_lower: number({ default: 0, forceNew: true }),
  min_upper: number({ default: 0, forceNew: true }),
  min_numeric: number({ default: 0, forceNew: true }),
  min_special: number({ default: 0, forceNew: true }),
  keepers: map({ forceNew: true }),
};

function randomText(config: Config): string {
  const sets = [
    { on: config.lower, least: config.min_lower, from: LOWER },
    { on: config.upper, least: config.min_upper, from: LOWER.toUpperCase() },
    { on: config.numeric, least: config.min_numeric, from: DIGITS },
    { on: config.special, least: config.min_special, from: textOf(config, "override_special") || SPECIAL },
  ].filter(({ on }) => on === true);
  const pick = (from: string): string => from[randomInt(from.length)] ?? "";
  const result = sets.flatMap(({ least, from }) => Array.from({ length: Number(least ?? 0) }, () => pick(from)));
  const all = sets.map(({ from }) => from).join("");
  while (result.length < Number(config.length)) result.push(pick(all));
  for (let index = result.length - 1; index > 0; index -= 1) {
    const other = randomInt(index + 1);
    [result[index], result[other]] = [result[other] ?? "", result[index] ?? ""];
  }
  return result.join("");
}

/** The provider `random`: values that are made once and then kept in the state. */
export const randomTypes: readonly ResourceType[] = [
  {
    type: "random_password",
    mode: "managed",
    attributes: characters,
    secrets: ["result"],
    create: async (config) => ({ id: "none", result: randomText(config) }),
  },
  {
    type: "random_string",
    mode: "managed",
    attributes: characters,
    async create(config) {
      const result = randomText(config);
      return { id: result, result };
    },
  },
  {
    type: "random_uuid",
    mode: "managed",
    attributes: { keepers: map({ forceNew: true }) },
    async create() {
      const result = randomUUID();
      return { id: result, result };
    },
  },
  {
    type: "random_id",
    mode: "managed",
    attributes: {
      byte_length: number({ required: true, forceNew: true }),
      prefix: text({ forceNew: true }),
      keepers: map({ forceNew: true }),
    },
    async create(config) {
      const bytes = randomBytes(Number(config.byte_length));
      const prefix = textOf(config, "prefix");
      return {
        id: bytes.toString("base64url"),
        hex: prefix + bytes.toString("hex"),
        b64_url: prefix + bytes.toString("base64url"),
        b64_std: prefix + bytes.toString("base64"),
        dec: prefix + BigInt(`0x${bytes.toString("hex")}`).toString(),
      };
    },
  },
];
