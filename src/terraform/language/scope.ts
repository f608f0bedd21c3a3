import type { MarkedValue } from "./value.ts";

/**
 * What an expression can see: the values of one instance of one module. Fill the maps in dependency order; a map may
 * grow while it is in use. Values may hold sensitive parts (see `sensitive`).
 */
export interface Scope {
  readonly variables: ReadonlyMap<string, MarkedValue>;
  readonly locals: ReadonlyMap<string, MarkedValue>;
  /**
   * Managed resources by `type.name`. A record of attributes; with `count` an array of them; with `for_each` a record
   * of them by key.
   */
  readonly resources: ReadonlyMap<string, MarkedValue>;
  /** Data sources by `type.name`, in the same shapes. */
  readonly data: ReadonlyMap<string, MarkedValue>;
  /** Outputs of called modules by the call's name, in the same shapes. */
  readonly modules: ReadonlyMap<string, MarkedValue>;
  /** In a block with `for_each`. */
  readonly each?: { readonly key: MarkedValue; readonly value: MarkedValue };
  /** In a block with `count`. */
  readonly count?: { readonly index: number };
  /** In a provisioner or a postcondition: the resource itself. */
  readonly self?: MarkedValue;
  readonly paths: ScopePaths;
  /** `terraform.workspace`: `default` unless chosen otherwise. */
  readonly workspace: string;
  /** Asked by `timestamp()`. */
  readonly now: () => Date;
  /** What `plantimestamp()` returns: the moment at which the run began. */
  readonly planTime: Date;
}

/** `path.module`, `path.root` and `path.cwd`. Relative paths in file functions start at `cwd`. */
export interface ScopePaths {
  /** Relative to `cwd`, for example `.` or `modules/network`. */
  readonly module: string;
  readonly root: string;
  /** Absolute. */
  readonly cwd: string;
}
