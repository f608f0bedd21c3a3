import { Readable } from "node:stream";
import type { Clock } from "../../platform/index.ts";
import type { SiteLog, SiteLogLine } from "../lifecycle/site-log.ts";
import { type Site, settingOf } from "../sites/site.ts";

/** How long a stream lasts unless the app setting `SCM_LOGSTREAM_TIMEOUT` says so, in seconds: what its own first lines tell. */
const DEFAULT_SECONDS = 7_200;
/** How many of the lines that are there already come first. */
const FIRST_LINES = 10;
/** What may wait for a slow reader before the stream is given up, in bytes. */
const MOST_WAITING = 1_048_576;

const LEVELS: Readonly<Record<SiteLogLine["level"], string>> = {
  info: "Information",
  warning: "Warning",
  error: "Error",
};

/** The site's log as it is written, as text ("Enable diagnostic logging: stream logs"; az: `webapp log tail`). */
export function streamLog(site: Site, log: SiteLog, clock: Clock): Readable {
  const seconds = timeoutOf(site);
  let end = () => {};
  const stream = new Readable({
    read() {},
    destroy(error, done) {
      end();
      done(error);
    },
  });
  const write = (line: SiteLogLine) => {
    stream.push(`${line.time}   [${LEVELS[line.level]}]   ${line.text}\r\n`);
    if (stream.readableLength > MOST_WAITING) stream.destroy();
  };
  const time = new Date(clock.now()).toISOString().slice(0, 19);
  stream.push(
    `${time}  Welcome, you are now connected to log-streaming service. The stream ends after ${seconds} seconds (app setting SCM_LOGSTREAM_TIMEOUT).\r\n`,
  );
  for (const line of log.lines().slice(-FIRST_LINES)) write(line);

  const stopListening = log.listen(write);
  const timer = setTimeout(() => {
    stopListening();
    stream.push(null);
  }, seconds * 1000).unref();
  end = () => {
    stopListening();
    clearTimeout(timer);
  };
  return stream;
}

function timeoutOf({ state }: Site): number {
  const seconds = Number(settingOf(state.appSettings, "SCM_LOGSTREAM_TIMEOUT"));
  return seconds > 0 ? Math.min(seconds, DEFAULT_SECONDS) : DEFAULT_SECONDS;
}
