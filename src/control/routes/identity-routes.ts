import { Hono } from "hono";
import { z } from "zod";
import { type Directory, EntraError } from "../../entra/index.ts";
import { type ManagedIdentities, ManagedIdentityError } from "../../managed-identity/index.ts";
import type { ResourceStore } from "../../resource-manager/index.ts";
import { failure } from "../failure.ts";
import { findIdentity, identityName } from "./find-identity.ts";

const tokenRequest = z.object({ identity: z.string().min(1), resource: z.string().min(1) });

export interface IdentityRoutesOptions {
  readonly directory: Directory;
  readonly resources: ResourceStore;
  readonly identities: ManagedIdentities;
}

/** Tokens of managed identities as their hosts get them, and the cache that they come from. */
export function identityRoutes(options: IdentityRoutesOptions): Hono {
  const { resources, identities } = options;
  const app = new Hono();

  app.post("/token", async (context) => {
    const { identity, resource } = tokenRequest.parse(await context.req.json());
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
    try {
      const { accessToken, expiresOn } = await identities.token({ ...named.request, resource });
      return context.json({ accessToken, expiresOn });
    } catch (error) {
      if (error instanceof EntraError || error instanceof ManagedIdentityError)
        return context.json(failure("TokenRefused", error.message), 400);
      throw error;
    }
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
  return app;
}
