import type { ServerResponse } from "node:http";
import { endEmpty } from "./write-answer.ts";

const PAGE = `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Your Azure Function App is up and running.</title></head>
<body><h1>Your Azure Function App is up and running.</h1></body>
</html>
`;

/**
 * Answers `/` of an app in which no function has that route: a page, or 204 when the app setting `AzureWebJobsDisableHomepage` is
 * true (Functions host: HomepageMiddleware).
 */
export function writeHomePage(
  response: ServerResponse,
  environment: Readonly<Record<string, string | undefined>>,
): void {
  if (environment.AzureWebJobsDisableHomepage?.toLowerCase() === "true") {
    endEmpty(response, 204);
    return;
  }
  response.setHeader("Content-Type", "text/html");
  response.end(PAGE);
}
