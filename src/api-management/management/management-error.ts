/** One field that API Management doesn't take. */
export interface FieldFault {
  /** Name of the property, or of a policy document's element; may be empty. */
  readonly target: string;
  readonly message: string;
}

/**
 * An error answer of the API Management resource provider. Its envelope has a `details` list that Resource Manager's own
 * errors lack: `{"error":{"code","message","details"}}` (API Management REST: "ErrorResponse").
 */
export class ManagementError extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: readonly FieldFault[];

  constructor(status: number, code: string, message: string, details: readonly FieldFault[] = []) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }

  toBody(): unknown {
    const { code, message } = this;
    const details = this.details.map(({ target, message }) => ({ code, target, message }));
    return { error: { code, message, details: details.length === 0 ? null : details } };
  }
}

/** 400 for fields that don't fit, all of them at once (azurerm and azure-powershell issues quote the wording). */
export function validationError(...faults: readonly FieldFault[]): ManagementError {
  return new ManagementError(400, "ValidationError", "One or more fields contain incorrect values:", faults);
}

/** 404 for something inside a service: `API not found.`. */
export function childNotFound(noun: string): ManagementError {
  return new ManagementError(404, "ResourceNotFound", `${noun} not found.`);
}

/** 400 for what Azure has and this cloud hasn't. `advice` says what to do instead. */
export function notSupported(what: string, advice: string): ManagementError {
  return new ManagementError(400, "NotSupportedByGatehouse", `Gatehouse has no ${what} yet. ${advice}`);
}
