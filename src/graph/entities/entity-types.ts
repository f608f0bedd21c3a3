import type { Entity } from "../odata/filter.ts";
import type { EntityType } from "../odata/query-options.ts";

/** A type whose properties are those that its objects are shown with. */
export function entityType(name: string, properties: readonly string[]): EntityType {
  return { name: `microsoft.graph.${name}`, properties: new Set(properties) };
}

/** Gives objects of several kinds the annotation that tells them apart. */
export function withType(kind: string, entity: Entity): Entity {
  return { "@odata.type": `#microsoft.graph.${kind}`, ...entity };
}
