/**
 * The public function app: what a browser calls. One build of it is deployed twice, as a trusted and as an untrusted app;
 * they differ in their managed identity and in nothing else.
 */
import { app } from "@azure/functions";
import { group } from "./group.ts";
import { simple } from "./simple.ts";

// Anonymous, because the demo is about what happens behind this app: whom API Management lets in.
app.http("simple", { methods: ["GET"], authLevel: "anonymous", handler: simple });
app.http("group", { methods: ["GET"], authLevel: "anonymous", handler: group });
