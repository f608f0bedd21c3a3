import { Hono } from "hono";
import { z } from "zod";
import type { AppService } from "../../app-service/index.ts";
import { failure } from "../failure.ts";
import { streamLog } from "./stream-log.ts";

const deployRequest = z.object({ site: z.string().min(1), folder: z.string().min(1) });

/** What a developer's machine can do with a site and Azure can't: deploy a folder of it, read its log without a tool. */
export function siteRoutes({ appService }: { readonly appService: AppService }): Hono {
  const app = new Hono();
  app.post("/deploy", async (context) => {
    const { site, folder } = deployRequest.parse(await context.req.json());
    await appService.deployFolder(site, folder);
    return context.body(null, 204);
  });
  app.get("/logs/:site", (context) => {
    const site = context.req.param("site");
    const siteLog = appService.logs(site);
    if (siteLog === undefined) return context.json(failure("SiteNotFound", `There is no site '${site}'.`), 404);
    if (context.req.query("follow") !== "true") return context.json(siteLog.lines());
    const headers = { "content-type": "application/x-ndjson; charset=utf-8" };
    return context.body(streamLog(siteLog, context.req.raw.signal), 200, headers);
  });
  return app;
}
