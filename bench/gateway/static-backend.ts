import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort, untilListening } from "./loopback-port.ts";
import { type PinnedProcess, startPinned } from "./pinned-process.ts";

export interface StaticBackend extends PinnedProcess {
  readonly port: number;
}

/** What it answers at `/api/test`; its size is that of the demo's function. */
export const BACKEND_BODY = `{"message":"Hello from the private function app.","caller":"trusted","roles":["Private.Example"]}`;

/** Starts nginx with one worker that answers from memory and keeps every connection. */
export async function startStaticBackend(folder: string, core: string): Promise<StaticBackend> {
  const port = await freePort();
  const file = join(folder, "nginx.conf");
  writeFileSync(file, configuration(folder, port));
  const process = startPinned({ core, command: "nginx", args: ["-e", "stderr", "-p", folder, "-c", file] });
  await untilListening(port, "nginx");
  return { ...process, port };
}

function configuration(folder: string, port: number): string {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((name) => `  ${name}_temp_path ${join(folder, name)};`)
    .join("\n");
  return `daemon off;
master_process off;
worker_processes 1;
pid ${join(folder, "nginx.pid")};
error_log stderr crit;
events { worker_connections 2048; }
http {
${temporary}
  access_log off;
  keepalive_requests 1000000000;
  keepalive_timeout 1h;
  server {
    listen 127.0.0.1:${port} backlog=1024;
    location = /api/test { default_type application/json; return 200 '${BACKEND_BODY}'; }
    location / { return 404; }
  }
}
`;
}
