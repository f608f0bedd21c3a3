import { firstParty, grantAppRoles } from "../../entra/index.ts";
import {
  type ServedService,
  serve,
  startTestTenant,
  type TestClient,
  type TestTenant,
} from "../../entra/testing/index.ts";
import { createGraph } from "../index.ts";

/** An answer of Graph, read. */
export interface GraphAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Undefined when there was none. */
  readonly body: GraphBody | undefined;
}

/** What tests look at in a body: anything, by name. */
export interface GraphBody {
  readonly id: string;
  readonly appId: string;
  readonly value: readonly GraphBody[];
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly innerError: Readonly<Record<string, string>>;
  };
  readonly [name: string]: unknown;
}

/** Graph over a tenant of its own, with an operator who may do everything. */
export interface TestGraph {
  readonly tenant: TestTenant;
  readonly served: ServedService;
  readonly operator: TestClient;
  /** A token for Graph of a client that has these application permissions. */
  tokenWith(permissions: readonly string[]): Promise<string>;
  tokenFor(client: TestClient, resource?: string): Promise<string>;
  /** Sends a request, as the operator unless another token is given. */
  call(method: string, path: string, body?: unknown, token?: string): Promise<GraphAnswer>;
  /** As `call`, for an answer that has a body. */
  read(method: string, path: string, body?: unknown, token?: string): Promise<GraphBody>;
  close(): Promise<void>;
}

/** The application permissions that the operator has. */
export const OPERATOR_PERMISSIONS = [
  "Application.ReadWrite.All",
  "AppRoleAssignment.ReadWrite.All",
  "Directory.ReadWrite.All",
  "Group.ReadWrite.All",
];

/** Starts Graph over a new tenant. */
export async function startTestGraph(): Promise<TestGraph> {
  const tenant = await startTestTenant();
  const { entra } = tenant;
  const served = await serve(createGraph(tenant).service, "graph.microsoft.com");

  async function tokenFor(client: TestClient, resource = "https://graph.microsoft.com"): Promise<string> {
    const request = { client: client.principal.id, resource, credential: "secret" } as const;
    return (await entra.tokens.issueAppToken(request)).accessToken;
  }

  function clientWith(displayName: string, values: readonly string[]): TestClient {
    const client = tenant.register({ displayName });
    grantAppRoles(entra.directory, {
      principal: client.principal.id,
      resourceAppId: firstParty.microsoftGraph.appId,
      values,
    });
    return client;
  }

  const operator = clientWith("operator", OPERATOR_PERMISSIONS);
  const operatorToken = await tokenFor(operator);

  async function call(method: string, path: string, body?: unknown, token = operatorToken): Promise<GraphAnswer> {
    const answer = await served.fetch(path, {
      method,
      headers: {
        ...(token === "" ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: text === "" ? undefined : JSON.parse(text) };
  }

  return {
    tenant,
    served,
    operator,
    tokenFor,
    tokenWith: (permissions) => tokenFor(clientWith("caller", permissions)),
    call,
    async read(method, path, body, token) {
      const answer = await call(method, path, body, token);
      if (answer.body === undefined) throw new Error(`${method} ${path} answered ${answer.status} without a body.`);
      return answer.body;
    },
    async close() {
      await served.close();
      await tenant.close();
    },
  };
}
