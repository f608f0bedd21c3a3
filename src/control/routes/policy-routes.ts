import { Hono } from "hono";
import { z } from "zod";
import { ManagementError, type PolicyEditor } from "../../api-management/index.ts";
import type { EffectivePolicy, PolicyCatalogue, PolicyCheck } from "../contract/policies.ts";
import { failure } from "../failure.ts";

const effectiveQuery = z.object({ operation: z.string().min(1), product: z.string().min(1).optional() });
const checkRequest = z.object({ policyId: z.string().min(1), document: z.string() });

export interface PolicyRoutesOptions {
  readonly policies: PolicyEditor;
}

/** What the portal's policy editor knows beyond the documents themselves. */
export function policyRoutes({ policies }: PolicyRoutesOptions): Hono {
  const app = new Hono();

  app.get("/policies/effective", (context) => {
    const { operation, product } = effectiveQuery.parse(context.req.query());
    const answer: EffectivePolicy = { sections: policies.effective({ operation, product }) };
    return context.json(answer);
  });
  app.post("/policies/check", async (context) => {
    const answer: PolicyCheck = { problems: policies.check(checkRequest.parse(await context.req.json())) };
    return context.json(answer);
  });
  app.get("/policies/catalogue", (context) => {
    const answer: PolicyCatalogue = policies.catalogue();
    return context.json(answer);
  });
  app.onError((error) => {
    if (!(error instanceof ManagementError)) throw error;
    const { code, message, status, details } = error;
    return Response.json(failure(code, [message, ...details.map((detail) => detail.message)].join(" ")), { status });
  });
  return app;
}
