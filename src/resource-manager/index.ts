export { type AccessControl, createAccessControl, type RoleAssignment } from "./access-control.ts";
export { ArmError, badRequest, conflict, notFound, resourceGroupNotFound, resourceNotFound } from "./arm-error.ts";
export { resourceManagerAudiences } from "./authentication.ts";
export { parseBody } from "./parse-body.ts";
export { isWithin, type ParsedResourceId, parentId, parseResourceId } from "./resource-id.ts";
export { createResourceManager, type ResourceManager } from "./resource-manager.ts";
export { openResourceStore, type ResourceChange, type ResourceStore } from "./resource-store.ts";
export type {
  Caller,
  Resource,
  ResourceIdentity,
  ResourceRequest,
  ResourceResponse,
  ResourceType,
} from "./resource-type.ts";
