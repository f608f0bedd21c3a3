import type { JWTPayload } from "jose";
import { epochSeconds } from "../../platform/index.ts";
import type { EchoedRequest } from "./echo-app.ts";
import { appZip } from "./make-zip.ts";
import { siteId, type TestCloud, type TestResponse } from "./test-cloud.ts";
import { TENANT, V1_ISSUER } from "./token-signer.ts";

/** The application that the site's authentication is registered with. */
export const CLIENT_ID = "8e980804-3830-4a6f-8822-e333055d5801";
/** Client id and object id of whoever calls. */
export const CALLER = "b11a2591-357d-4689-a2aa-e15d47d988fa";
export const CALLER_OBJECT = "0dcd8f6a-55e6-4f87-8f0e-5d2a1a2b3c4d";
/** What a Windows site says with a 401 or 403. */
export const REFUSAL = "You do not have permission to view this directory or page.";
/** A header by which a caller is a browser. */
export const BROWSER = ["User-Agent", "Mozilla/5.0 (X11) Chrome/130 Safari/537.36"] as const;

type SiteDraft = NonNullable<Parameters<TestCloud["createSite"]>[1]>;

/** The site `fn1` with authentication in front of an app that echoes. */
export interface ProtectedSite {
  /** Creates it with `authsettingsV2` and content. */
  create(v2: object, site?: SiteDraft): Promise<void>;
  deploy(): Promise<void>;
  /** Claims of an app-only v1.0 token, as a managed identity's. */
  claims(changes?: Readonly<Record<string, unknown>>): JWTPayload;
  /** Now. */
  seconds(): number;
  withBearer(token: string, ...more: (readonly [string, string])[]): Promise<TestResponse>;
}

export function protectedSite(cloud: TestCloud): ProtectedSite {
  const site: ProtectedSite = {
    async create(v2, draft = {}) {
      await cloud.createSite("fn1", draft);
      await cloud.arm("PUT", `${siteId("fn1")}/config/authsettingsV2`, { properties: v2 });
      await site.deploy();
    },
    async deploy() {
      cloud.publishers.add("oid-publisher");
      const answer = await cloud.send({
        method: "POST",
        host: "fn1.scm.azurewebsites.net",
        path: "/api/zipdeploy",
        headers: [["Authorization", "Bearer oid-publisher"]],
        body: appZip(),
      });
      if (answer.status !== 200) throw new Error(`The deployment answered ${answer.status}: ${answer.body}`);
    },
    claims: (changes = {}) => ({
      aud: CLIENT_ID,
      iss: V1_ISSUER,
      iat: site.seconds(),
      nbf: site.seconds(),
      exp: site.seconds() + 3600,
      appid: CALLER,
      appidacr: "2",
      idp: V1_ISSUER,
      oid: CALLER_OBJECT,
      roles: ["Private.Example", "Other"],
      sub: CALLER_OBJECT,
      tid: TENANT,
      ver: "1.0",
      ...changes,
    }),
    seconds: () => epochSeconds(cloud.clock),
    withBearer: (token, ...more) => cloud.send({ headers: [["Authorization", `Bearer ${token}`], ...more] }),
  };
  return site;
}

/**
 * Settings of the second version: the tenant's issuer, 401 for whoever has no token, the token store on, unless said.
 */
export function authSettings({
  validation = {},
  action = "Return401",
  issuer = V1_ISSUER,
  store = true,
  ...rest
}: {
  validation?: object;
  action?: string;
  issuer?: string;
  store?: boolean;
  globalValidation?: object;
  httpSettings?: object;
  clearInboundClaimsMapping?: string;
} = {}): object {
  return {
    platform: { enabled: true },
    identityProviders: {
      azureActiveDirectory: { enabled: true, registration: { clientId: CLIENT_ID, openIdIssuer: issuer }, validation },
    },
    login: { tokenStore: { enabled: store } },
    ...rest,
    globalValidation: { requireAuthentication: true, unauthenticatedClientAction: action, ...rest.globalValidation },
  };
}

/** The request as the app got it. */
export function echoed(response: TestResponse): EchoedRequest {
  return JSON.parse(response.body) as EchoedRequest;
}

/** The principal that the app was given. */
export function principalOf(response: TestResponse): {
  readonly claims: readonly { readonly typ: string; readonly val: string }[];
} {
  return JSON.parse(Buffer.from(echoed(response).headers["x-ms-client-principal"] ?? "", "base64").toString("utf8"));
}
