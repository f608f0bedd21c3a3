import type { ComponentType } from "react";
import { createBrowserRouter } from "react-router";
import { Overview } from "../overview/overview.tsx";
import { Loading } from "./loading.tsx";
import { NotFound } from "./not-found.tsx";
import { RouteFailed } from "./route-failed.tsx";
import { Shell } from "./shell.tsx";

/** A page of its own file, fetched when it is first gone to. */
const page = (load: () => Promise<ComponentType>) => async () => ({ Component: await load() });

/** Every address of the portal. Each place has a folder and lists its own pages. */
export const router = createBrowserRouter([
  {
    Component: Shell,
    HydrateFallback: Loading,
    ErrorBoundary: RouteFailed,
    children: [
      { index: true, Component: Overview },
      { path: "api-management/*", lazy: page(async () => (await import("../api-management/place.tsx")).ApiManagement) },
      { path: "identity/*", lazy: page(async () => (await import("../identity/place.tsx")).Identity) },
      { path: "tokens/*", lazy: page(async () => (await import("../tokens/place.tsx")).Tokens) },
      { path: "function-apps/*", lazy: page(async () => (await import("../function-apps/place.tsx")).FunctionApps) },
      { path: "requests/*", lazy: page(async () => (await import("../requests/place.tsx")).Requests) },
      { path: "*", Component: NotFound },
    ],
  },
]);
