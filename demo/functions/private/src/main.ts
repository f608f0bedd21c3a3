/**
 * The private function app: the backend of the APIs in API Management. App Service Authentication stands in front of it, so
 * a request that arrives here carried a valid token for this app's registration.
 */
import { app } from "@azure/functions";
import { test } from "./test-function.ts";

// Anonymous means without a function key. Who may call is decided by App Service Authentication and by the caller's role.
app.http("test", { methods: ["GET"], authLevel: "anonymous", handler: test });
