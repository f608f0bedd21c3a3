import { createJwt } from "../../expressions/index.ts";
import type { GatewayContext } from "../../pipeline/context.ts";
import { GatewayError } from "../../pipeline/gateway-error.ts";
import type { Run } from "../../pipeline/step.ts";
import type { Value } from "../element-compiler.ts";
import type { SignatureVerifier, SignedToken } from "./signature-verifier.ts";
import { TokenFailure } from "./token-failure.ts";

/** The attributes by which both policies say what happens then. */
export const outcomeAttributes = {
  "failed-validation-httpcode": { expression: true, type: "status" },
  "failed-validation-error-message": { expression: true },
  "output-token-variable-name": {},
} as const;

export interface ValidationOptions {
  readonly policy: string;
  readonly token: Value<string>;
  readonly verifier: SignatureVerifier;
  /** Everything but the signature. Throws `TokenFailure`. */
  readonly check: (signed: SignedToken, context: GatewayContext) => void;
  readonly failedCode: Value<number> | undefined;
  readonly failedMessage: Value<string> | undefined;
  /** What the caller is told unless the policy says: without a token, and with one that isn't accepted. */
  readonly texts: { readonly notPresent: string; readonly invalid: string };
  readonly variable: string | undefined;
}

/** The run of a token policy. Answers at once for a token whose signature is known. */
export function validationRun(options: ValidationOptions): Run {
  const { policy, token, verifier, check, variable } = options;

  function accept(text: string, signed: SignedToken, context: GatewayContext): undefined {
    check(signed, context);
    if (variable !== undefined) context.variables.set(variable, createJwt(text));
    context.collector?.add(context.section, policy, { message: "The token was accepted.", claims: signed.claims });
    return undefined;
  }

  function refuse(error: unknown, context: GatewayContext): never {
    if (!(error instanceof TokenFailure)) throw error;
    const { texts, failedCode, failedMessage } = options;
    const status = failedCode?.(context) ?? 401;
    const told = failedMessage?.(context) ?? (error.reason === "TokenNotPresent" ? texts.notPresent : texts.invalid);
    context.collector?.add(context.section, policy, { message: error.message, reason: error.reason });
    throw new GatewayError(error.reason, error.message, { status, message: told });
  }

  return (context) => {
    try {
      const text = token(context);
      const known = verifier.known(text, context);
      if (known !== undefined) return accept(text, known, context);
      return verifier.verify(text, context).then(
        (signed) => {
          try {
            return accept(text, signed, context);
          } catch (error) {
            return refuse(error, context);
          }
        },
        (error: unknown) => refuse(error, context),
      );
    } catch (error) {
      return refuse(error, context);
    }
  };
}
