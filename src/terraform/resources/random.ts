import { randomBytes, randomUUID } from "node:crypto";
import type { ResourceType } from "../engine/resource-type.ts";
import { randomText, randomTextAttributes } from "./random-text.ts";
import { map, number, text, textOf } from "./schema.ts";

/** The provider `random`: values that are made once and then kept in the state. */
export const randomTypes: readonly ResourceType[] = [
  {
    type: "random_password",
    mode: "managed",
    attributes: randomTextAttributes,
    secrets: ["result"],
    create: async (config) => ({ id: "none", result: randomText(config) }),
  },
  {
    type: "random_string",
    mode: "managed",
    attributes: randomTextAttributes,
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
      const length = Number(config.byte_length);
      if (!Number.isInteger(length) || length < 1 || length > 1024)
        throw new Error(`"byte_length" must be a whole number from 1 to 1024; found ${length}.`);
      const bytes = randomBytes(length);
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
