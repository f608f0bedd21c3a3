import type { SendRequest } from "../../../../control/contract/send.ts";

/** The request as a test for Vitest: it passes as long as the answer stays what it was. */
export function asTest({ method, url, headers, body }: SendRequest, status: number): string {
  const options = [
    `method: ${JSON.stringify(method)},`,
    ...(headers.length === 0
      ? []
      : [`headers: ${JSON.stringify(Object.fromEntries(headers), undefined, 2).replaceAll("\n", "\n    ")},`]),
    ...(body === undefined ? [] : [`body: ${JSON.stringify(body)},`]),
  ];
  // The environment of `gatehouse run` leads Azure's host names to this machine.
  return [
    `// Run it with: gatehouse run -- npx vitest run`,
    `import { expect, test } from "vitest";`,
    ``,
    `test(${JSON.stringify(`${method} ${new URL(url).pathname} answers ${status}`)}, async () => {`,
    `  const response = await fetch(${JSON.stringify(url)}, {`,
    ...options.map((line) => `    ${line}`),
    `  });`,
    `  expect(response.status).toBe(${status});`,
    `});`,
    ``,
  ].join("\n");
}
