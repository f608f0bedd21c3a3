import { JArray, JObject, type JToken } from "./tokens.ts";

/** JContainer.Merge with its defaults: objects are merged by name, arrays are joined. */
export function mergeTokens(target: JToken, content: JToken): void {
  if (target instanceof JArray && content instanceof JArray) {
    for (const item of content.items) target.add(item.clone());
  }
  if (!(target instanceof JObject) || !(content instanceof JObject)) return;
  for (const property of content.children) {
    const existing = target.get(property.name);
    const mergeable =
      (existing instanceof JObject && property.value instanceof JObject) ||
      (existing instanceof JArray && property.value instanceof JArray);
    if (existing !== undefined && mergeable) mergeTokens(existing, property.value);
    else target.set(property.name, property.value.clone());
  }
}
