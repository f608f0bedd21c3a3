import { ArmError } from "./arm-error.ts";
import type { ResourceType } from "./resource-type.ts";

/** The resource types that this cloud has. */
export interface TypeRegistry {
  /** Ignores case. */
  find(type: string): ResourceType | undefined;
  /** The type whose collection takes `POST …/providers/{namespace}/{action}`. */
  findCollectionAction(namespace: string, action: string): ResourceType | undefined;
  namespaces(): readonly string[];
  typesOf(namespace: string): readonly ResourceType[];
  /** Resource Manager's 404 for a namespace that nobody provides. */
  unknownNamespace(namespace: string): ArmError;
  /** Resource Manager's 404 for a type that its namespace hasn't. */
  unknownType(type: string, apiVersion: string): ArmError;
}

export function createTypeRegistry(types: readonly ResourceType[]): TypeRegistry {
  const byType = new Map<string, ResourceType>();
  for (const type of types) {
    const key = type.type.toLowerCase();
    if (byType.has(key)) throw new TypeError(`The resource type ${type.type} is registered twice.`);
    byType.set(key, type);
  }
  const namespaces = [...new Set(types.map((type) => namespaceOf(type.type)))].sort();

  function typesOf(namespace: string): readonly ResourceType[] {
    return types.filter((type) => namespaceOf(type.type).toLowerCase() === namespace.toLowerCase());
  }

  return {
    find: (type) => byType.get(type.toLowerCase()),
    findCollectionAction: (namespace, action) =>
      typesOf(namespace).find((type) => type.collectionActions?.[action.toLowerCase()] !== undefined),
    namespaces: () => namespaces,
    typesOf,
    unknownNamespace: (namespace) =>
      new ArmError(404, "InvalidResourceNamespace", `The resource namespace '${namespace}' is invalid.`),
    unknownType(type, apiVersion) {
      const namespace = namespaceOf(type);
      return new ArmError(
        404,
        "InvalidResourceType",
        `The resource type '${type.slice(namespace.length + 1)}' could not be found in the namespace '${namespace}' for api version '${apiVersion}'. ` +
          `The supported types here are '${typesOf(namespace)
            .map((known) => known.type.slice(namespace.length + 1))
            .join(", ")}'.`,
      );
    },
  };
}

export function namespaceOf(type: string): string {
  return type.slice(0, type.indexOf("/"));
}
