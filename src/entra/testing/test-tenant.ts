import {
  type AdjustableClock,
  createClock,
  type Log,
  type LogFields,
  openStore,
  type Store,
} from "../../platform/index.ts";
import { type ApplicationDraft, createEntra, type Entra, type ServicePrincipal } from "../index.ts";
import { type ServedService, serve } from "./serve.ts";

/** The id of every test tenant. */
export const TENANT_ID = "11111111-1111-1111-1111-111111111111";
/** 2026-08-13T21:24:29Z. */
export const START_MS = Date.UTC(2026, 7, 13, 21, 24, 29);

/** What was logged, one entry a line. */
export interface LoggedLine {
  readonly message: string;
  readonly fields: LogFields | undefined;
}

/** A tenant of its own, served, with a clock that stands still until it is moved. */
export interface TestTenant {
  readonly entra: Entra;
  readonly store: Store;
  readonly clock: AdjustableClock;
  readonly log: Log;
  readonly logged: readonly LoggedLine[];
  readonly served: ServedService;
  /** Registers an application, with its service principal and a secret. */
  register(draft: ApplicationDraft, principal?: { readonly appRoleAssignmentRequired?: boolean }): TestClient;
  close(): Promise<void>;
}

/** An application with a service principal and a secret. */
export interface TestClient {
  readonly principal: ServicePrincipal;
  readonly applicationId: string;
  readonly clientId: string;
  readonly secret: string;
}

/** Opens and serves a tenant; over the same `store`, it is the same tenant restarted. */
export async function startTestTenant(store: Store = openStore(":memory:")): Promise<TestTenant> {
  const clock = createClock(0, () => START_MS);
  const logged: LoggedLine[] = [];
  const write = (message: string, fields?: LogFields) => void logged.push({ message, fields });
  const log: Log = { info: write, warn: write, error: write };
  const entra = await createEntra({ store, clock, log, tenantId: TENANT_ID });
  const served = await serve(entra.service, "login.microsoftonline.com");
  return {
    entra,
    store,
    clock,
    log,
    logged,
    served,
    register(draft, principal = {}) {
      const { directory } = entra;
      const application = directory.applications.create(draft);
      const { secretText } = directory.applications.addPassword(application.id);
      return {
        principal: directory.servicePrincipals.create({ appId: application.appId, ...principal }),
        applicationId: application.id,
        clientId: application.appId,
        secret: secretText,
      };
    },
    close: () => served.close(),
  };
}

/** An app role that applications and users can have. */
export function testRole(value: string, rest: { readonly id?: string; readonly isEnabled?: boolean } = {}) {
  return {
    id: crypto.randomUUID(),
    allowedMemberTypes: ["Application", "User"] as const,
    description: value,
    displayName: value,
    isEnabled: true,
    value,
    ...rest,
  };
}
