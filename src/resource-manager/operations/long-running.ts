/** How a call that takes Azure a while tells that it isn't done ("Track asynchronous Azure operations"). */
export interface LongRunning {
  /** How long it takes in Azure, in milliseconds. */
  readonly takesMs: number;
  /**
   * - `location`: 202 and a `Location`, which answers 202 until it gives what the call would have answered at once;
   * - `asyncOperation`: the call's own answer and an `Azure-AsyncOperation`, which tells the status;
   * - `provisioningState`: the call's own answer; the resource tells its state.
   */
  readonly protocol: "location" | "asyncOperation" | "provisioningState";
  /** The resource's `provisioningState` until it is done. */
  readonly state?: string;
  /** True: it answers so even when it is done at once, because a client takes no other answer. */
  readonly always?: true;
}
