import { expect, test } from "vitest";
import { FunctionAppStartError, type FunctionAppStartErrorCode } from "./index.ts";
import { type AppFiles, startTestApp } from "./testing/test-app.ts";

const register = (options: string, name = "f") =>
  `const { app, input, output } = require("@azure/functions");\napp.http("${name}", { handler: () => ({}), ${options} });`;
const timer = `require("@azure/functions").app.timer("tick", { schedule: "0 * * * * *", handler() {} });`;
const host = (text: string): AppFiles => ({ "host.json": text, "main.cjs": register("") });

test.each<[string, AppFiles, FunctionAppStartErrorCode, readonly string[]]>([
  ["host.json isn't JSON", host("{"), "HOST_JSON_INVALID", ["host.json isn't JSON"]],
  ["host.json is of another version", host('{ "version": "1.0" }'), "HOST_JSON_INVALID", ["version", '"2.0"']],
  [
    "functionTimeout can't be read",
    host('{ "version": "2.0", "functionTimeout": "5m" }'),
    "HOST_JSON_INVALID",
    ['"5m"', "hh:mm:ss"],
  ],
  [
    "a log level is unknown",
    host('{ "version": "2.0", "logging": { "logLevel": { "default": "Loud" } } }'),
    "HOST_JSON_INVALID",
    ["Loud", "Warning"],
  ],
  [
    "a custom header isn't one",
    host('{ "version": "2.0", "extensions": { "http": { "customHeaders": { "X Y": "1" } } } }'),
    "HOST_JSON_INVALID",
    ['"X Y: 1"'],
  ],
  ["package.json isn't JSON", { "package.json": "{" }, "PACKAGE_JSON_INVALID", ["package.json"]],
  ["there is no main", { "package.json": "{}" }, "ENTRY_POINT_NOT_FOUND", ['no "main"']],
  [
    "main hasn't been built",
    { "package.json": '{ "main": "dist/main.cjs" }' },
    "ENTRY_POINT_NOT_FOUND",
    ['"main" is "dist/main.cjs"', "build the app first"],
  ],
  [
    "main is a glob without files",
    { "package.json": '{ "main": "dist/*.js" }' },
    "ENTRY_POINT_NOT_FOUND",
    ["dist/*.js"],
  ],
  ["main is a folder", { "package.json": '{ "main": "src" }', "src/a.js": "" }, "ENTRY_POINT_NOT_FOUND", ['"src"']],
  [
    "the app is of an older model",
    { "main.cjs": "", "HttpTrigger1/function.json": "{}" },
    "UNSUPPORTED_PROGRAMMING_MODEL",
    ["HttpTrigger1/function.json", "app.http"],
  ],
  ["nothing is registered", { "main.cjs": "" }, "NO_FUNCTIONS", ["app.http"]],
  ["the app throws", { "main.cjs": "throw new Error('no settings');" }, "LOAD_FAILED", ["main.cjs", "no settings"]],
  ["a package is missing", { "main.cjs": "require('not-there');" }, "LOAD_FAILED", ["not-there", "dependencies"]],
  [
    "the app ends itself",
    { "main.cjs": "console.error('bye'); process.exit(3);" },
    "LOAD_FAILED",
    ["exit code 3", "bye"],
  ],
  [
    "a hook on appStart throws",
    { "main.cjs": `${register("")} app.hook.appStart(() => { throw new Error("no database"); });` },
    "LOAD_FAILED",
    ["no database"],
  ],
  [
    "a trigger isn't HTTP",
    { "package.json": '{ "main": "*.cjs" }', "a.cjs": register(""), "b.cjs": timer },
    "UNSUPPORTED_TRIGGER",
    ['"tick" in b.cjs', "timerTrigger", "HTTP triggers only"],
  ],
  [
    "a function has an output",
    { "main.cjs": register(`extraOutputs: [output.storageQueue({ queueName: "q", connection: "c" })]`) },
    "UNSUPPORTED_BINDING",
    ['"f" in main.cjs', '"queue"'],
  ],
  [
    "a function has an input",
    { "main.cjs": register(`extraInputs: [input.storageBlob({ path: "p", connection: "c" })]`) },
    "UNSUPPORTED_BINDING",
    ['"blob"'],
  ],
  [
    "a route isn't understood",
    { "main.cjs": register(`route: "{id:datetime}"`) },
    "UNSUPPORTED_ROUTE",
    ["{id:datetime}"],
  ],
  ["a route is the host's", { "main.cjs": register(`route: "admin/x"`) }, "UNSUPPORTED_ROUTE", ["admin/x"]],
  ["an authLevel is unknown", { "main.cjs": register(`authLevel: "user"`) }, "UNSUPPORTED_AUTH_LEVEL", ['"user"']],
  ["a name isn't one", { "main.cjs": register("", "1st") }, "INVALID_FUNCTION", ['"1st"']],
  [
    "a name is there twice",
    { "main.cjs": register("") + register("").replace(/const.*\n/, "") },
    "LOAD_FAILED",
    ['"f" is registered twice'],
  ],
])("an app is refused when %s", async (_case, files, code, texts) => {
  const app = await startTestApp(files);
  const error = await app.app.ready.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  await app.close();
  expect(error).toBeInstanceOf(FunctionAppStartError);
  expect(error).toMatchObject({ code });
  for (const text of texts) expect(error).toHaveProperty("message", expect.stringContaining(text));
  expect(app.app.state()).toBe("stopped");
});

test("all that isn't supported is said at once", async () => {
  const app = await startTestApp({
    "main.cjs": `${timer}\nrequire("@azure/functions").app.storageQueue("take", { queueName: "q", connection: "c", handler() {} });`,
  });
  await expect(app.app.ready).rejects.toThrow(/"tick".*timerTrigger.*\n.*"take".*queueTrigger/);
  await app.close();
});

test("the Consumption plan allows ten minutes", async () => {
  const files = host('{ "version": "2.0", "functionTimeout": "-1" }');
  const app = await startTestApp(files, { environment: { WEBSITE_SKU: "Dynamic" } });
  await expect(app.app.ready).rejects.toMatchObject({ code: "HOST_JSON_INVALID" });
  await app.close();
});

test("an app that isn't ready in time is killed", async () => {
  const app = await startTestApp(
    { "main.cjs": `${register("")} app.hook.appStart(() => new Promise(() => {}));` },
    { startTimeoutMs: 400 },
  );
  await expect(app.app.ready).rejects.toMatchObject({ code: "START_TIMEOUT" });
  await app.close();
  expect(app.app.pid()).toBeUndefined();
});

test("an app that is stopped before it is ready says so", async () => {
  const app = await startTestApp({ "main.cjs": register("") });
  await app.close();
  await expect(app.app.ready).rejects.toMatchObject({ code: "STOPPED" });
});
