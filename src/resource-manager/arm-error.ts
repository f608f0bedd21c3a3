/** An answer of Resource Manager that is an error: `{"error":{"code","message"}}` with its status. */
export class ArmError extends Error {
  readonly status: number;
  readonly code: string;
  readonly target?: string;

  constructor(status: number, code: string, message: string, target?: string) {
    super(message);
    this.status = status;
    this.code = code;
    if (target !== undefined) this.target = target;
  }

  toBody(): { readonly error: Readonly<Record<string, string>> } {
    const { code, message, target } = this;
    return { error: target === undefined ? { code, message } : { code, message, target } };
  }
}

/** 404 for a resource that isn't there. */
export function resourceNotFound(type: string, name: string, resourceGroup: string | undefined): ArmError {
  return new ArmError(
    404,
    "ResourceNotFound",
    `The Resource '${type}/${name}' under resource group '${resourceGroup ?? "<null>"}' was not found. ` +
      "For more details please go to https://aka.ms/ARMResourceNotFoundFix",
  );
}

/** 404 for a child of an API Management, Web or other resource that words it so. */
export function notFound(message: string, code = "NotFound"): ArmError {
  return new ArmError(404, code, message);
}

/** 404 for a group that isn't there. */
export function resourceGroupNotFound(name: string): ArmError {
  return new ArmError(404, "ResourceGroupNotFound", `Resource group '${name}' could not be found.`);
}

/** 400 for a body that isn't what the resource takes. */
export function badRequest(message: string, code = "BadRequest", target?: string): ArmError {
  return new ArmError(400, code, message, target);
}

/** 409 for what another resource or state forbids. */
export function conflict(message: string, code = "Conflict"): ArmError {
  return new ArmError(409, code, message);
}
