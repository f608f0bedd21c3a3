import type { AttributeSchema, Config } from "../engine/resource-type.ts";
import type { Value } from "../language/index.ts";

type Options = Omit<AttributeSchema, "type">;

/** Shorthands for schemas. */
export const text = (options: Options = {}): AttributeSchema => ({ type: "string", ...options });
export const flag = (options: Options = {}): AttributeSchema => ({ type: "bool", ...options });
export const number = (options: Options = {}): AttributeSchema => ({ type: "number", ...options });
export const list = (options: Options = {}): AttributeSchema => ({ type: "list", ...options });
export const set = (options: Options = {}): AttributeSchema => ({ type: "set", ...options });
export const map = (options: Options = {}): AttributeSchema => ({ type: "map", ...options });

/** A text that is part of the resource's identity: another one means another resource. */
export const key = (): AttributeSchema => ({ type: "string", required: true, forceNew: true });

/** A region: `UK South` is `uksouth` for Resource Manager. */
export const location = (): AttributeSchema => ({
  ...key(),
  normalize: (value) => String(value).replaceAll(" ", "").toLowerCase(),
});

/** A text of a configuration or an answer; empty when it is absent. */
export function textOf(config: Config, name: string): string {
  const value = config[name];
  return typeof value === "string" ? value : "";
}

/** The first block of that name; undefined without one. */
export function blockOf(config: Config, name: string): Config | undefined {
  return blocksOf(config, name)[0];
}

export function blocksOf(config: Config, name: string): readonly Config[] {
  return listOf(config, name).filter(isRecord);
}

export function listOf(config: Config, name: string): readonly Value[] {
  const value = config[name];
  return isList(value) ? value : [];
}

export function mapOf(config: Config, name: string): Config {
  const value = config[name];
  return value !== undefined && isRecord(value) ? value : {};
}

/** `{ [name]: value }`, or nothing when the text is empty: for members that are left out of a request then. */
export function given(name: string, value: string): Readonly<Record<string, string>> {
  return value === "" ? {} : { [name]: value };
}

export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

export function isRecord(value: Value): value is Config {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
