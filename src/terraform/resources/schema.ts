import type { AttributeSchema, Config } from "../engine/resource-type.ts";
import type { Value } from "../language/index.ts";

/** Shorthand for schemas. */
export const text = (options: Omit<AttributeSchema, "type"> = {}): AttributeSchema => ({ type: "string", ...options });
export const flag = (options: Omit<AttributeSchema, "type"> = {}): AttributeSchema => ({ type: "bool", ...options });
export const number = (options: Omit<AttributeSchema, "type"> = {}): AttributeSchema => ({
  type: "number",
  ...options,
});
export const list = (options: Omit<AttributeSchema, "type"> = {}): AttributeSchema => ({ type: "list", ...options });
export const map = (options: Omit<AttributeSchema, "type"> = {}): AttributeSchema => ({ type: "map", ...options });
export const key = (): AttributeSchema => ({ type: "string", required: true, forceNew: true });

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
  const value = config[name];
  return Array.isArray(value) ? (value as readonly Config[]) : [];
}

export function listOf(config: Config, name: string): readonly Value[] {
  const value = config[name];
  return Array.isArray(value) ? value : [];
}

export function mapOf(config: Config, name: string): Config {
  const value = config[name];
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Config) : {};
}

/** `UK South` as Resource Manager takes it. */
export function location(config: Config): string {
  return textOf(config, "location").replaceAll(" ", "").toLowerCase();
}
