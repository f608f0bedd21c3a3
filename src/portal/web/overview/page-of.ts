import type { MapNode } from "../../../control/contract/overview.ts";

/** The portal's page for a part of the system; undefined for what has none. */
export function pageOf({ id, kind }: MapNode): string | undefined {
  const parts = id.split("/").map(encodeURIComponent);
  const [, , , , group = "", , , , name = "", , child = ""] = parts;
  switch (kind) {
    case "function-app":
      return `/function-apps/${group}/${name}/overview`;
    case "api":
      return `/api-management/${group}/${name}/apis/${child}`;
    case "identity":
      return "/identity/managed-identities";
    case "registration":
      return `/identity/applications/${encodeURIComponent(id.replace("application:", ""))}`;
    default:
      return undefined;
  }
}
