import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { describe, expect, test } from "vitest";

/**
 * Which rooms of `src/` a room may import: only ones that stand before it here, so rooms can't import each other in a circle.
 * `functions-host` and `terraform` stand alone on purpose: one runs inside every app's process, the other talks to the cloud over
 * HTTP like Terraform's providers do.
 */
const rooms: ReadonlyMap<string, readonly string[]> = new Map([
  ["platform", []],
  ["edge", ["platform"]],
  ["entra", ["platform"]],
  ["resource-manager", ["entra", "platform"]],
  ["graph", ["entra", "platform"]],
  ["managed-identity", ["entra", "platform", "resource-manager"]],
  ["key-vault", ["entra", "platform", "resource-manager"]],
  ["storage", ["entra", "platform", "resource-manager"]],
  ["api-management", ["managed-identity", "platform", "resource-manager"]],
  ["app-service", ["entra", "managed-identity", "platform", "resource-manager"]],
  ["functions-host", []],
  ["terraform", ["platform"]],
  ["control", ["api-management", "app-service", "entra", "managed-identity", "platform", "resource-manager"]],
  ["portal", []],
  [
    "cloud",
    [
      "api-management",
      "app-service",
      "control",
      "edge",
      "entra",
      "functions-host",
      "graph",
      "key-vault",
      "managed-identity",
      "platform",
      "portal",
      "resource-manager",
      "storage",
    ],
  ],
  ["cli", ["cloud", "platform", "terraform"]],
]);

interface Import {
  /** Path in the repository. */
  readonly from: string;
  /** Path in the repository, or the name of a package. */
  readonly to: string;
  /** `type` leaves nothing behind at run time. */
  readonly kind: "value" | "type";
}

interface Rule {
  readonly name: string;
  readonly isBrokenBy: (found: Import) => boolean;
  /** An import that it refuses. */
  readonly example: readonly [from: string, to: string];
}

const manifest = JSON.parse(readFileSync("package.json", "utf8")) as {
  readonly dependencies: Readonly<Record<string, string>>;
};
const shipped = new Set(Object.keys(manifest.dependencies));

const rules: readonly Rule[] = [
  {
    name: "a room imports only the rooms that the table gives it",
    isBrokenBy: ({ from, to }) =>
      !isTest(from) &&
      !isPage(from) &&
      crossesRooms(from, to) &&
      rooms.get(roomOf(from) ?? "")?.includes(roomOf(to) ?? "") !== true,
    example: ["src/entra/index.ts", "src/cloud/index.ts"],
  },
  {
    name: "a room enters another room through its index.ts",
    isBrokenBy: ({ from, to }) => !isTest(from) && !isPage(from) && crossesRooms(from, to) && !isDoor(to),
    example: ["src/graph/create-graph.ts", "src/entra/directory/groups.ts"],
  },
  {
    name: "a room's tests enter another room through its index.ts or its testing folder",
    isBrokenBy: ({ from, to }) => isTest(from) && crossesRooms(from, to) && !isDoor(to) && !to.includes("/testing/"),
    example: ["src/graph/create-graph.test.ts", "src/entra/directory/groups.ts"],
  },
  {
    name: "what is shipped imports no test code",
    isBrokenBy: ({ from, to }) => roomOf(from) !== undefined && !isTest(from) && isTest(to),
    example: ["src/entra/index.ts", "src/entra/testing/serve.ts"],
  },
  {
    name: "what is shipped imports only packages that come with it",
    isBrokenBy: ({ from, to }) =>
      roomOf(from) !== undefined && !isTest(from) && !isPage(from) && isPackage(to) && !shipped.has(to),
    example: ["src/entra/index.ts", "fast-check"],
  },
  {
    name: "the portal's page, which a browser runs, knows of the other rooms only the shapes of Gatehouse's API",
    isBrokenBy: ({ from, to, kind }) =>
      isPage(from) && !isPage(to) && !isPackage(to) && (kind === "value" || !to.startsWith("src/control/contract/")),
    example: ["src/portal/web/main.tsx", "src/control/contract/answers.ts"],
  },
  {
    name: "the Functions host needs no package but zod",
    isBrokenBy: ({ from, to }) => roomOf(from) === "functions-host" && !isTest(from) && isPackage(to) && to !== "zod",
    example: ["src/functions-host/main.ts", "hono"],
  },
  {
    name: "nothing imports the command line but the tests of the whole",
    isBrokenBy: ({ from, to }) => roomOf(to) === "cli" && roomOf(from) !== "cli" && !from.startsWith("test/"),
    example: ["bench/gateway/run.ts", "src/cli/program.ts"],
  },
  {
    name: "src imports nothing outside src",
    isBrokenBy: ({ from, to }) => roomOf(from) !== undefined && roomOf(to) === undefined && !isPackage(to),
    example: ["src/cloud/start-cloud.ts", "demo/functions/build.ts"],
  },
  {
    name: "the demo imports nothing of Gatehouse",
    isBrokenBy: ({ from, to }) => from.startsWith("demo/") && !to.startsWith("demo/") && !isPackage(to),
    example: ["demo/functions/public/src/main.ts", "src/platform/index.ts"],
  },
];

const files = ["src", "test", "bench", "demo"].flatMap(sourceFiles);
const imports = files.flatMap((file) => importsOf(file, readFileSync(file, "utf8")));

describe("the walls between the rooms", () => {
  test("every folder of src stands in the table, below the rooms that it may import", () => {
    const names = [...rooms.keys()];
    expect(readdirSync("src").toSorted()).toEqual(names.toSorted());
    for (const [index, room] of names.entries())
      expect(names.slice(0, index), room).toEqual(expect.arrayContaining([...(rooms.get(room) ?? [])]));
  });

  test.each(rules.map((rule) => [rule.name, rule] as const))("%s", (_name, { isBrokenBy, example: [from, to] }) => {
    expect(isBrokenBy({ from, to, kind: "value" }), "the rule refuses its own example").toBe(true);
    expect(imports.filter(isBrokenBy).map(show)).toEqual([]);
  });

  test("files import each other in a circle only within one folder, as the rules of a parser do", () => {
    const values = imports.filter(({ from, kind }) => kind === "value" && !isTest(from));
    const targets = Map.groupBy(values, ({ from }) => from);
    const leads = (start: string, goal: string): boolean => {
      const seen = new Set([start]);
      for (const file of seen) for (const { to } of targets.get(file) ?? []) seen.add(to);
      return seen.has(goal);
    };
    const leavesItsFolder = ({ from, to }: Import) => !isPackage(to) && posix.dirname(from) !== posix.dirname(to);
    expect(values.filter((found) => leavesItsFolder(found) && leads(found.to, found.from)).map(show)).toEqual([]);
  });

  test("the scan reads every form of import", () => {
    const source = [
      'import "./effects.ts";',
      'import { one } from "../b/index.ts";',
      'import {\n  type Two,\n  three,\n} from "./c.ts";',
      'import type { Four } from "./d.ts";',
      'export * from "./e.ts";',
      'export type { Five } from "./f.ts";',
      'const six = await import("@scope/name/part");',
      'import { readFileSync } from "node:fs";',
    ].join("\n");
    expect(importsOf("src/a/file.ts", source).map(({ to, kind }) => `${to} ${kind}`)).toEqual([
      "src/a/effects.ts value",
      "src/b/index.ts value",
      "src/a/c.ts value",
      "src/a/d.ts type",
      "src/a/e.ts value",
      "src/a/f.ts type",
      "@scope/name value",
    ]);
    expect(imports.length).toBeGreaterThan(files.length);
  });
});

/** Paths of the source files in a folder; not what a build put there. */
function sourceFiles(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name))
    .map((entry) => posix.join(entry.parentPath.replaceAll("\\", "/"), entry.name))
    .filter((path) => !/(^|\/)(node_modules|package|dist)\//.test(path));
}

/** The imports that a file's text states, as the formatter writes them. Node's own modules are everybody's. */
function importsOf(from: string, text: string): readonly Import[] {
  const found = (kind: Import["kind"], target: string): Import => ({
    from,
    to: target.startsWith(".") ? posix.join(posix.dirname(from), target) : packageOf(target),
    kind,
  });
  const stated = text.matchAll(/^(?:import|export)\s+(type\s+)?(?:[^"';]*?\sfrom\s+)?"([^"\n]+)"/gm);
  const called = text.matchAll(/\b(?:import|require)\(\s*"([^"\n]+)"/g);
  return [
    ...Array.from(stated, ([, type, target = ""]) => found(type === undefined ? "value" : "type", target)),
    ...Array.from(called, ([, target = ""]) => found("value", target)),
  ].filter(({ to }) => !to.startsWith("node:"));
}

function packageOf(target: string): string {
  return target.split("/", target.startsWith("@") ? 2 : 1).join("/");
}

function isPackage(to: string): boolean {
  return !/^(?:src|test|bench|demo)\/|\.[cm]?[jt]sx?$|\.json$/.test(to);
}

/** The folder of `src/` in which a file lies; undefined for one elsewhere. */
function roomOf(path: string): string | undefined {
  return /^src\/([^/]+)\//.exec(path)?.[1];
}

function crossesRooms(from: string, to: string): boolean {
  const [here, there] = [roomOf(from), roomOf(to)];
  return here !== undefined && there !== undefined && here !== there;
}

function isDoor(path: string): boolean {
  return /^src\/[^/]+\/index\.ts$/.test(path);
}

/** What is bundled for the browser. */
function isPage(path: string): boolean {
  return path.startsWith("src/portal/web/");
}

function isTest(path: string): boolean {
  return path.endsWith(".test.ts") || path.includes("/testing/");
}

function show({ from, to }: Import): string {
  return `${from} imports ${to}`;
}
