import { chromiumPath, startBrowser, type TestBrowser } from "../../test/portal/support/browser.ts";
import { startDemo } from "../../test/support/demo-cloud.ts";
import { median } from "../gateway/statistics.ts";
import { addApi, sendRequests } from "./fill.ts";
import { measureFirstLoad } from "./first-load.ts";
import { LONG_FRAME_MS } from "./frames.ts";
import { type LongListPlace, type Scrolled, scrollList } from "./scroll-list.ts";

/** The portal's promise: what a browser fetches for the first page. */
const MAX_BYTES = 400_000;
const ROUNDS = 5;
const REQUESTS = 10_000;
const OPERATIONS = 500;
const API = "bench-operations";

type Row = readonly [what: string, measured: string, rounds: string];

/** What a list did in all rounds together. */
async function scrollRounds(browser: TestBrowser, name: string, place: LongListPlace): Promise<readonly Row[]> {
  const rounds: Scrolled[] = [];
  while (rounds.length < ROUNDS) rounds.push(await scrollList(browser, place));
  const frames = rounds.reduce((sum, { count }) => sum + count, 0);
  const long = rounds.reduce((sum, { long }) => sum + long, 0);
  return [
    [
      `${name}: frames over ${LONG_FRAME_MS} ms`,
      `${long} of ${frames} (${((long / frames) * 100).toFixed(1)} %)`,
      rounds.map((round) => `${round.long}/${round.count}`).join(" "),
    ],
    [
      `${name}: longest frame, median of rounds`,
      `${median(rounds.map(({ longestMs }) => longestMs)).toFixed(0)} ms`,
      rounds.map(({ longestMs }) => longestMs.toFixed(0)).join(" "),
    ],
    [
      `${name}: rows in the page, at most`,
      String(Math.max(...rounds.map(({ mostRows }) => mostRows))),
      rounds.map(({ mostRows }) => mostRows).join(" "),
    ],
  ];
}

function print(rows: readonly Row[]): void {
  const [first, second] = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const [what, measured, rounds] of rows) {
    console.log(`${what.padEnd(first ?? 0)}  ${measured.padStart(second ?? 0)}  ${rounds}`);
  }
}

if (chromiumPath === undefined) {
  console.error(
    "There is no Chromium on this machine; the portal is measured in one. Install it: apt-get install chromium",
  );
  process.exit(2);
}
await using demo = await startDemo();
await using browser = await startBrowser();
const { cloud } = demo;

const loads = [];
while (loads.length < ROUNDS) loads.push(await measureFirstLoad(browser, `${cloud.url}/`));
const bytes = Math.max(...loads.map((load) => load.bytes));
const rows: Row[] = [
  [
    "first load, compressed",
    `${(bytes / 1000).toFixed(0)} KB in ${loads[0]?.files ?? 0} files (at most ${MAX_BYTES / 1000} KB)`,
    loads.map((load) => (load.bytes / 1000).toFixed(0)).join(" "),
  ],
  [
    "the overview's heading, median of rounds",
    `${median(loads.map(({ headingMs }) => headingMs)).toFixed(0)} ms`,
    loads.map(({ headingMs }) => headingMs.toFixed(0)).join(" "),
  ],
];

await sendRequests(cloud, REQUESTS);
rows.push(
  ...(await scrollRounds(browser, `${REQUESTS} requests`, {
    url: `${cloud.url}/requests`,
    label: "Requests",
    length: REQUESTS,
    pixelsPerFrame: 1000,
  })),
);

const service = cloud.resources.below("").find(({ type }) => /^Microsoft\.ApiManagement\/service$/i.test(type));
if (service === undefined) throw new Error("The demo has no API Management service.");
await addApi(cloud, service.id, API, OPERATIONS);
const group = service.id.split("/")[4];
rows.push(
  ...(await scrollRounds(browser, `${OPERATIONS} operations`, {
    url: `${cloud.url}/api-management/${group}/${service.name}/apis/${API}/design`,
    label: "Operations",
    length: OPERATIONS,
    pixelsPerFrame: 100,
  })),
);
print(rows);
if (bytes > MAX_BYTES) process.exitCode = 1;
