/** One line for the people who run the cloud. Secrets and tokens never go in. */
export interface Log {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** A log that keeps nothing. */
export const silentLog: Log = { info() {}, warn() {}, error() {} };
