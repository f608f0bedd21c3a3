import { type Context, type Handler, Hono } from "hono";
import type { Entra } from "../entra/index.ts";
import type { Host } from "../platform/index.ts";
import { authenticate, type GraphCaller } from "./authenticate.ts";
import { methodNotAllowed } from "./graph-error.ts";
import type { GraphVersion } from "./graph-path.ts";

/** What each request carries beside itself. */
export interface GraphEnv {
  readonly Bindings: {
    readonly host: Host;
    readonly version: GraphVersion;
    readonly path: string;
    readonly countOnly: boolean;
  };
  readonly Variables: { readonly caller: GraphCaller };
}

/** One request, with its caller. */
export type GraphContext = Context<GraphEnv>;
/** Answers one request; throws `GraphError` or `DirectoryError` to refuse it. */
export type GraphHandler = Handler<GraphEnv>;
/** The methods that routes are declared for. */
export type GraphMethod = "GET" | "POST" | "PATCH" | "DELETE";

/** The routes of Graph, as the files in `routes/` declare them. */
export interface GraphRoutes {
  readonly entra: Entra;
  on(method: GraphMethod, path: string, handler: GraphHandler): void;
}

/** Collects routes on a Hono app that knows its callers, and that refuses any other method on a path that it has. */
export function collectRoutes(entra: Entra, declare: (routes: GraphRoutes) => void): Hono<GraphEnv> {
  const app = new Hono<GraphEnv>({ getPath: (_, options) => options?.env?.path ?? "/" });
  const paths = new Set<string>();
  app.use(async (context, next) => {
    context.set("caller", await authenticate(entra, context.req.header("authorization")));
    await next();
  });
  declare({
    entra,
    on(method, path, handler) {
      paths.add(path);
      app.on(method, path, handler);
    },
  });
  for (const path of paths) {
    app.all(path, () => {
      throw methodNotAllowed();
    });
  }
  return app;
}
