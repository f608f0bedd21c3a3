import type { ResourceRequest, ResourceResponse, ResourceType } from "../../resource-manager/index.ts";
import { ManagementError } from "./management-error.ts";

type Handler = NonNullable<ResourceType["get"]>;
type Actions = NonNullable<ResourceType["actions"]>;

/** The same type, with each `ManagementError` answered in API Management's envelope. Other errors pass through. */
export function answerErrors(type: ResourceType): ResourceType {
  const { get, head, put, patch, list, actions, collectionActions } = type;
  const remove = type.delete;
  return {
    ...type,
    ...(get && { get: answering(get) }),
    ...(head && { head: answering(head) }),
    ...(put && { put: answering(put) }),
    ...(patch && { patch: answering(patch) }),
    ...(remove && { delete: answering(remove) }),
    ...(list && { list: answering(list) }),
    ...(actions && { actions: answeringAll(actions) }),
    ...(collectionActions && { collectionActions: answeringAll(collectionActions) }),
  };
}

function answering(handler: Handler): Handler {
  return async (request: ResourceRequest): Promise<ResourceResponse> => {
    try {
      return await handler(request);
    } catch (error) {
      if (error instanceof ManagementError) return { status: error.status, body: error.toBody() };
      throw error;
    }
  };
}

function answeringAll(actions: Actions): Actions {
  return Object.fromEntries(Object.entries(actions).map(([name, handler]) => [name, answering(handler)]));
}
