import type { TypeTable } from "../../types/type-definition.ts";
import { aggregateMethods } from "./aggregates.ts";
import type { Grouping } from "./grouping.ts";
import { orderAndGroupMethods } from "./order-and-group.ts";
import { sequenceMethods } from "./sequences.ts";

/** System.Linq.Enumerable and the interfaces it gives. */
export const linqTypes: readonly TypeTable[] = [
  {
    name: "System.Linq.Enumerable",
    kind: "static",
    members: { ...sequenceMethods, ...orderAndGroupMethods, ...aggregateMethods },
  },
  {
    name: "System.Linq.IOrderedEnumerable",
    parameters: ["T"],
    kind: "interface",
    listed: "unlisted",
    interfaces: ["IEnumerable<T>"],
  },
  {
    name: "System.Linq.IGrouping",
    parameters: ["K", "T"],
    kind: "interface",
    listed: "unlisted",
    interfaces: ["IEnumerable<T>"],
    members: { "K Key": (group: Grouping) => group.key },
  },
];
