import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import { type Context, Hono } from "hono";

export interface PortalOptions {
  /** Value of the `Set-Cookie` header by which a browser gets its session. */
  readonly cookie: () => string;
}

interface Asset {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly compressed: Uint8Array<ArrayBuffer> | undefined;
  readonly type: string;
}

/** Where `npm run build:portal` puts the page; this file runs from `src/` or, built, from `dist/`. */
const FOLDER = fileURLToPath(
  new URL(import.meta.url.includes("/src/portal/") ? "../../dist/portal/web/" : "./web/", import.meta.url),
);
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".ttf": "font/ttf",
};
const COMPRESSED = new Set([".html", ".js", ".css", ".svg"]);

/**
 * Scripts, workers and requests only of this origin. Inline styles are allowed: Fluent UI and Monaco make their style sheets as they go
 * (docs/decisions/0025-the-portals-session.md).
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");
const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy": POLICY,
  "x-frame-options": "DENY",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};

const compress = promisify(brotliCompress);

/** The page and its files. Every path that is no file is the page: it has an address for each of its views. */
export function portalRoutes({ cookie }: PortalOptions): Hono {
  const assets = new Map<string, Promise<Asset | undefined>>();
  const asset = (path: string): Promise<Asset | undefined> => {
    const kept = assets.get(path);
    if (kept !== undefined) return kept;
    const read = readAsset(path);
    // The page itself is read anew: a build puts another one there. What isn't there isn't remembered.
    if (path !== "index.html") {
      assets.set(path, read);
      void read.then((found) => found ?? assets.delete(path));
    }
    return read;
  };

  const app = new Hono();
  app.get("/assets/:name", async (context) => {
    const found = await asset(join("assets", context.req.param("name")));
    if (found === undefined) return context.text("There is no such file.\n", 404, SECURITY_HEADERS);
    return answer(context, found, { "cache-control": "public, max-age=31536000, immutable" });
  });
  app.get("/*", async (context) => {
    const page = await asset("index.html");
    if (page === undefined) {
      return context.text("The portal isn't built. Run: npm run build:portal\n", 503, SECURITY_HEADERS);
    }
    return answer(context, page, { "cache-control": "no-store", "set-cookie": cookie() });
  });
  return app;
}

function answer(
  context: Context,
  { body, compressed, type }: Asset,
  headers: Readonly<Record<string, string>>,
): Response {
  const takesBrotli = /\bbr\b/.test(context.req.header("accept-encoding") ?? "");
  const isCompressed = compressed !== undefined && takesBrotli;
  return context.body(isCompressed ? compressed : body, 200, {
    ...SECURITY_HEADERS,
    "content-type": type,
    vary: "accept-encoding",
    ...(isCompressed ? { "content-encoding": "br" } : {}),
    ...headers,
  });
}

async function readAsset(path: string): Promise<Asset | undefined> {
  const file = normalize(join(FOLDER, path));
  const extension = extname(file);
  const type = TYPES[extension];
  if (!file.startsWith(FOLDER) || type === undefined) return undefined;
  const body = await readFile(file).catch(() => undefined);
  if (body === undefined) return undefined;
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };
  const compressed = COMPRESSED.has(extension) ? await compress(body, quality) : undefined;
  return { body: new Uint8Array(body), compressed: compressed && new Uint8Array(compressed), type };
}
