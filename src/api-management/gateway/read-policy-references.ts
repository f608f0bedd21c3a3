import type { Resource, ResourceStore } from "../../resource-manager/index.ts";
import {
  BACKENDS,
  NAMED_VALUES,
  namedValuePropertiesSchema,
  POLICY_FRAGMENTS,
  policyFragmentPropertiesSchema,
} from "../management/model.ts";
import type { PolicyReferences } from "../policies/policy-references.ts";

/** What the documents of a service can refer to, read from its resources when first asked for. */
export function readPolicyReferences(serviceId: string, resources: ResourceStore): PolicyReferences {
  const named = once(() => {
    const values = resources
      .list(NAMED_VALUES, serviceId)
      .map((item) => namedValuePropertiesSchema.parse(item.properties));
    return new Map(values.map(({ displayName, value }) => [displayName, value]));
  });
  const fragments = once(() => byName(resources.list(POLICY_FRAGMENTS, serviceId)));
  const backends = once(() => byName(resources.list(BACKENDS, serviceId)));
  return {
    namedValue: (displayName) => named().get(displayName),
    fragment(id) {
      const stored = fragments().get(id.toLowerCase());
      if (stored === undefined) return undefined;
      const { value, format } = policyFragmentPropertiesSchema.parse(stored.properties);
      return { text: value, format };
    },
    hasBackend: (id) => backends().has(id.toLowerCase()),
  };
}

function byName(items: readonly Resource[]): ReadonlyMap<string, Resource> {
  return new Map(items.map((item) => [item.name.toLowerCase(), item]));
}

function once<T>(read: () => T): () => T {
  let kept: { readonly value: T } | undefined;
  return () => {
    kept ??= { value: read() };
    return kept.value;
  };
}
