import { Hono } from "hono";
import type { Cases } from "../cases.ts";
import { failure } from "../failure.ts";
import type { Progress } from "../progress.ts";
import { type SystemMapOptions, systemMap } from "../system-map.ts";

export interface OverviewRoutesOptions extends SystemMapOptions {
  readonly cases: Cases;
  readonly progress: Progress;
}

/** What the system is, how it came up, and whether it does what it promises. */
export function overviewRoutes(options: OverviewRoutesOptions): Hono {
  const { cases, progress } = options;
  const app = new Hono();
  app.get("/map", (context) => context.json(systemMap(options)));
  app.get("/progress", (context) => context.json(progress.steps()));
  app.get("/cases", (context) => context.json(cases.list()));
  app.post("/cases/:id{\\d{1,6}}/run", async (context) => {
    const id = Number(context.req.param("id"));
    const outcome = await cases.run(id);
    if (outcome !== undefined) return context.json(outcome);
    const number = cases.list().length;
    return context.json(failure("CaseNotFound", `There is no case ${id}; there are ${number}.`), 404);
  });
  return app;
}
