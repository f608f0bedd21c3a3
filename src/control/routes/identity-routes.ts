import { Hono } from "hono";
import { z } from "zod";
import { type Directory, EntraError, type IssuedToken, type TokenService } from "../../entra/index.ts";
import { type ManagedIdentities, ManagedIdentityError } from "../../managed-identity/index.ts";
import type { ResourceStore } from "../../resource-manager/index.ts";
import type { tokenSchema } from "../contract/answers.ts";
import { failure } from "../failure.ts";
import { findIdentity, identityName } from "./find-identity.ts";

/** The Azure CLI: what a person at a terminal has signed in to. */
const AZURE_CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
const name = z.string().min(1);
const tokenRequest = z.object({ identity: name, resource: name });
const userTokenRequest = z.object({ user: name, resource: name, client: z.guid().default(AZURE_CLI) });

export interface IdentityRoutesOptions {
  readonly directory: Directory;
  readonly tokens: Pick<TokenService, "issueUserToken">;
  readonly resources: ResourceStore;
  readonly identities: ManagedIdentities;
}

/** Tokens of managed identities as their hosts get them, the cache that they come from, and tokens of people. */
export function identityRoutes(options: IdentityRoutesOptions): Hono {
  const { resources, identities, tokens } = options;
  const app = new Hono();

  app.post("/token", async (context) => {
    const body: unknown = await context.req.json();
    if (typeof body === "object" && body !== null && "user" in body)
      return context.json(answerOf(await tokens.issueUserToken(userTokenRequest.parse(body))));
    const { identity, resource } = tokenRequest.parse(body);
    const named = findIdentity(options, identity);
    if (named.kind === "none") {
      const asked = "asked by name, client id, object id or resource id";
      return context.json(
        failure("IdentityNotFound", `There is no managed identity named '${identity}' (${asked}).`),
        404,
      );
    }
    if (named.kind === "several") {
      const choice = `'${identity}' names several managed identities; give the resource id of one: ${named.ids.join(", ")}`;
      return context.json(failure("IdentityAmbiguous", choice), 409);
    }
    return context.json(answerOf(await identities.token({ ...named.request, resource })));
  });
  app.get("/identity-cache", (context) =>
    context.json(
      identities.cache.entries().map((entry) => ({
        ...entry,
        // A deleted identity's token stays until it ends, as in Azure; then there is only the id.
        identity: identityName(resources, entry.principalId) ?? entry.principalId,
      })),
    ),
  );
  app.delete("/identity-cache", (context) => {
    identities.cache.flush();
    return context.body(null, 204);
  });
  app.onError((error, context) => {
    if (error instanceof EntraError || error instanceof ManagedIdentityError)
      return context.json(failure("TokenRefused", error.message), 400);
    throw error;
  });
  return app;
}

function answerOf({ accessToken, expiresOn }: IssuedToken): z.infer<typeof tokenSchema> {
  return { accessToken, expiresOn };
}
