export { type ServedService, serve } from "./serve.ts";
export { START_MS, startTestTenant, TENANT_ID, type TestClient, type TestTenant, testRole } from "./test-tenant.ts";
