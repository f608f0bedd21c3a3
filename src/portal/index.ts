export { type PortalOptions, portalRoutes } from "./portal-routes.ts";
