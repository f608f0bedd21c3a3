import { Link } from "react-router";
import { ApiError } from "../azure/ask.ts";
import { useServicePrincipals } from "../identity/directory.ts";
import { assignPage } from "../identity/links.tsx";
import { Failure } from "../parts/loaded.tsx";
import { entraCode, type TokenRequest } from "./token-request.ts";

/** Codes by which Entra ID says that the caller has no app role of an application that requires one. */
const NOT_ASSIGNED = new Set(["AADSTS501051", "AADSTS50105"]);

export interface RefusalProps {
  readonly error: unknown;
  readonly request: TokenRequest | undefined;
}

/** Why there is no token: Entra ID's code and words, and the way to mend what can be mended here. */
export function Refusal({ error, request }: RefusalProps) {
  const principals = useServicePrincipals().data ?? [];
  const code = error instanceof ApiError ? entraCode(error.message) : undefined;
  const shown =
    error instanceof ApiError && code !== undefined ? new ApiError(error.status, code, error.message) : error;
  const isMissing = code !== undefined && NOT_ASSIGNED.has(code);
  const application = principals.find(
    ({ appId, servicePrincipalNames }) =>
      request !== undefined && [appId, ...servicePrincipalNames].includes(request.resource),
  );
  return (
    <>
      <Failure error={shown} />
      {isMissing && request !== undefined && "identity" in request && (
        <p>
          <Link
            to={assignPage({
              principal: request.identity,
              ...(application === undefined ? {} : { application: application.appId }),
            })}
          >
            Assign an app role to the identity
          </Link>
        </p>
      )}
    </>
  );
}
